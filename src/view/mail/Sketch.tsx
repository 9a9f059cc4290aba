import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Drawing } from '../../export/index.ts';
import { sketchPicture } from '../../scene/index.ts';
import { Drawn } from '../graph/Drawn.tsx';

interface SketchProps {
  readonly arrows: Drawing['arrows'];
  readonly rings: readonly (readonly string[])[];
}

/** The picture in a sentence, for whoever cannot see it. */
function toldOf(arrows: SketchProps['arrows'], rings: SketchProps['rings']): string {
  const names = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const cycles = rings.map((ring) => ` A cycle: ${[...ring, ring[0]].join(' → ')}.`);
  return `Graph of the drawing: ${names.size} names, ${arrows.length} references.${cycles.join('')}`;
}

/** The picture of a drawing, as wide as there is room. What it shows is beside it as a list. */
export function Sketch({ arrows, rings }: SketchProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    // It has no width before its dialog is shown.
    const observer = new ResizeObserver(([entry]) => setRoom(Math.round(entry?.contentRect.width ?? 0)));
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  const picture = useMemo(() => room > 0 && sketchPicture(arrows, rings, room), [arrows, rings, room]);
  return (
    <div ref={frame} className="sketch">
      {picture && (
        <svg
          role="img"
          aria-label={toldOf(arrows, rings)}
          viewBox={`${picture.x} ${picture.y} ${picture.width} ${picture.height}`}
          width={picture.width}
          height={picture.height}
        >
          <Drawn marks={picture.marks} />
        </svg>
      )}
      {picture === null && <p className="muted">It has too many names or references for a picture.</p>}
    </div>
  );
}
