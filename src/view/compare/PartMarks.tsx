import type { Scene } from '../../scene/index.ts';
import type { Run } from '../../trace/index.ts';
import { usePartings } from './usePartings.ts';

interface PartMarksProps {
  readonly scene: Scene;
  readonly run: Run;
  /** Where its row of the timeline begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** A bar on the timeline after each operation at which the designs part. */
export function PartMarks({ scene, run, from, to }: PartMarksProps) {
  const partings = usePartings(scene);
  const last = run.frames.length - 1;
  return (
    <path
      className="mark-part"
      d={partings.map(({ op }) => `M${run.ops[op]?.last ?? last} ${from}V${to}`).join('')}
    />
  );
}
