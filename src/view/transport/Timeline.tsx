import { memo, type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { Scene } from '../../scene/index.ts';
import { sessionIn } from '../../store/index.ts';
import { markOf } from '../../trace/index.ts';
import { lazily } from '../lazily.tsx';
import { useTerm } from '../terms/useTerm.ts';
import type { Tour } from '../tour/useTour.ts';
import { useApp } from '../useApp.ts';
import { DIFFERENCES, type MarkPath, marksOf, ROW, ROWS, type TimelineRow } from './marks.ts';
import { tell } from './told.ts';

const Flags = lazily(async () => (await import('../tour/Flags.tsx')).Flags, false);
const DifferenceMarks = lazily(
  async () => (await import('../compare/DifferenceMarks.tsx')).DifferenceMarks,
  false,
);
const Pointed = lazily(async () => (await import('./Pointed.tsx')).Pointed, false);

const COMPARED = [...ROWS, DIFFERENCES];

interface TimelineProps {
  readonly frame: number;
  readonly tour: Tour | null;
  readonly scene: Scene;
}

/** The whole run: a mark for each step that matters, what is ahead dimmed, and a slider over it. */
export function Timeline({ frame, tour, scene }: TimelineProps) {
  const { run, verdict } = useApp(sessionIn);
  const seek = useApp((state) => state.seek);
  const last = run.frames.length - 1;
  const isCompared = useApp(({ document }) => document.beside !== undefined);
  const rows = isCompared ? COMPARED : ROWS;
  const height = rows.length * ROW;
  const marks = useMemo(() => marksOf(run, markOf, rows.length), [run, rows]);
  const tone = verdict.headline.name === 'FREED' ? 'good' : 'bad';
  const { operation, fn, text } = tell(run, frame);
  const said = [`Step ${frame} of ${last}`, operation, `${fn}: ${text}`].filter(Boolean).join('. ');
  return (
    <div className="timeline" data-tour={tour ? true : undefined} data-rows={rows.length}>
      <RowNames rows={rows} />
      <Strip last={last} scene={scene}>
        <svg
          className="timeline-marks"
          viewBox={`0 0 ${Math.max(last, 1)} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Rows from the top: ${rows.map(({ name }) => name).join(', ')}`}
        >
          <Marks marks={marks} />
          {isCompared && <DifferenceMarks scene={scene} run={run} from={height - ROW} to={height} />}
          <path
            className="mark-verdict"
            data-verdict={tone}
            d={`M${verdict.headline.frame} ${ROW}V${height}`}
          />
          <rect
            className="timeline-ahead"
            x={frame}
            y="0"
            width={Math.max(last - frame, 0)}
            height={height}
          />
          <path className="timeline-now" d={`M${frame} 0V${height}`} />
        </svg>
        {tour && <Flags tour={tour} last={last} />}
        <input
          type="range"
          min={0}
          max={last}
          value={frame}
          aria-label="Step"
          aria-valuetext={said}
          onChange={(event) => seek(Number(event.target.value))}
        />
      </Strip>
    </div>
  );
}

interface StripProps {
  readonly last: number;
  readonly scene: Scene;
  readonly children: ReactNode;
}

/** What is pointed at, over what is drawn: a move of the pointer draws none of that anew, and measures nothing. */
function Strip({ last, scene, children }: StripProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const measured = useRef({ left: 0, width: 1 });
  const leave = useCallback(() => setPointed(null), []);
  return (
    <div
      className="timeline-strip"
      onPointerEnter={({ currentTarget }) => {
        const { clientLeft, clientWidth } = currentTarget;
        const { left } = currentTarget.getBoundingClientRect();
        measured.current = { left: left + clientLeft, width: clientWidth };
      }}
      onPointerMove={({ clientX }) => {
        const { left, width } = measured.current;
        setPointed(Math.round(Math.min(Math.max((clientX - left) / width, 0), 1) * last));
      }}
      onPointerLeave={leave}
    >
      {children}
      {pointed !== null && pointed <= last && (
        <Pointed frame={pointed} last={last} scene={scene} onLeave={leave} />
      )}
    </div>
  );
}

/** What the marks of each row are, where there is room for it. */
const RowNames = memo(function RowNames({ rows }: { readonly rows: readonly TimelineRow[] }) {
  const Term = useTerm();
  return (
    <ul className="timeline-rows" aria-label="Rows of the timeline">
      {rows.map(({ name, says }) => (
        <li key={name}>{Term ? <Term of={name} says={says} /> : name}</li>
      ))}
    </ul>
  );
});

const Marks = memo(function Marks({ marks }: { readonly marks: readonly MarkPath[] }) {
  return marks.map(({ mark, d }) => <path key={mark} className={`mark mark-${mark}`} d={d} />);
});
