import type { CSSProperties } from 'react';
import type { Scene } from '../../scene/index.ts';
import { sessionIn } from '../../store/index.ts';
import { useDifferences } from '../compare/useDifferences.ts';
import { useEscape } from '../terms/useEscape.ts';
import { useApp } from '../useApp.ts';
import { tell } from './told.ts';
import './pointed.css';

interface PointedProps {
  readonly frame: number;
  readonly last: number;
  readonly scene: Scene;
  /** Ends it as long as the pointer stays where it is. */
  readonly onLeave: () => void;
}

/** What is under the pointer on the timeline: operation, step and sentence. The cursor stays where it is. */
export function Pointed({ frame, last, scene, onLeave }: PointedProps) {
  const { run, verdict } = useApp(sessionIn);
  const differences = useDifferences(scene);
  useEscape(onLeave);
  const { operation, fn, text } = tell(run, frame);
  const { name, frame: decides } = verdict.headline;
  const op = run.frames[frame]?.op;
  const notes = [
    frame === decides && `This step decides the verdict: ${name}.`,
    frame > 0 && differences.some((one) => one.op === op) && 'The designs differ after this operation.',
  ].filter(Boolean);
  return (
    <div className="pointed" style={{ '--at': `${(100 * frame) / Math.max(last, 1)}cqw` } as CSSProperties}>
      <div className="pointed-box" role="tooltip">
        <p className="muted">
          {operation && <code>{operation}</code>}
          <span>
            step {frame} of {last}
          </span>
        </p>
        <p>
          {fn && <code>{fn}</code>} {text}
        </p>
        {notes.length > 0 && <p>{notes.join(' ')}</p>}
      </div>
    </div>
  );
}
