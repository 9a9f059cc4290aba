import type { Scene } from '../../scene/index.ts';
import type { Run } from '../../trace/index.ts';
import { useDifferences } from './useDifferences.ts';

interface DifferenceMarksProps {
  readonly scene: Scene;
  readonly run: Run;
  /** Where its row of the timeline begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** A bar on the timeline after each operation at which the designs part. */
export function DifferenceMarks({ scene, run, from, to }: DifferenceMarksProps) {
  const differences = useDifferences(scene);
  const last = run.frames.length - 1;
  return (
    <path
      className="mark-part"
      d={differences.map(({ op }) => `M${run.ops[op]?.last ?? last} ${from}V${to}`).join('')}
    />
  );
}
