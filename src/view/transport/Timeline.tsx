import { memo, useMemo } from 'react';
import type { Scene } from '../../scene/index.ts';
import { sessionIn } from '../../store/index.ts';
import { markOf } from '../../trace/index.ts';
import { lazily } from '../lazily.tsx';
import type { Tour } from '../tour/useTour.ts';
import { useApp } from '../useApp.ts';
import { type MarkPath, marksOf } from './marks.ts';

const Flags = lazily(async () => (await import('../tour/Flags.tsx')).Flags, false);
const PartMarks = lazily(async () => (await import('../compare/PartMarks.tsx')).PartMarks, false);

interface TimelineProps {
  readonly frame: number;
  readonly narration: string;
  readonly tour: Tour | null;
  readonly scene: Scene;
}

/** The whole run: a mark for each step that matters, what is ahead dimmed, and a slider over it. */
export function Timeline({ frame, narration, tour, scene }: TimelineProps) {
  const { run, verdict } = useApp(sessionIn);
  const seek = useApp((state) => state.seek);
  const last = run.frames.length - 1;
  const marks = useMemo(() => marksOf(run, markOf), [run]);
  const isCompared = useApp(({ document }) => document.beside !== undefined);
  const tone = verdict.headline.name === 'FREED' ? 'good' : 'bad';
  return (
    <div className="timeline" data-tour={tour ? true : undefined}>
      <svg
        className="timeline-marks"
        viewBox={`0 0 ${Math.max(last, 1)} 40`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <Marks marks={marks} />
        {isCompared && <PartMarks scene={scene} run={run} />}
        <path className="mark-verdict" data-verdict={tone} d={`M${verdict.headline.frame} 0V40`} />
        <rect className="timeline-ahead" x={frame} y="0" width={Math.max(last - frame, 0)} height="40" />
        <path className="timeline-now" d={`M${frame} 0V40`} />
      </svg>
      {tour && <Flags tour={tour} last={last} />}
      <input
        type="range"
        min={0}
        max={last}
        value={frame}
        aria-label="Step"
        aria-valuetext={`Step ${frame} of ${last}. ${narration}`}
        onChange={(event) => seek(Number(event.target.value))}
      />
    </div>
  );
}

const Marks = memo(function Marks({ marks }: { readonly marks: readonly MarkPath[] }) {
  return marks.map(({ mark, d }) => <path key={mark} className={`mark mark-${mark}`} d={d} />);
});
