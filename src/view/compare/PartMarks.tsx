import type { Scene } from '../../scene/index.ts';
import type { Run } from '../../trace/index.ts';
import { usePartings } from './usePartings.ts';

/** A bar below the timeline after each operation at which the designs part. */
export function PartMarks({ scene, run }: { readonly scene: Scene; readonly run: Run }) {
  const partings = usePartings(scene);
  const last = run.frames.length - 1;
  return (
    <path
      className="mark-part"
      d={partings.map(({ op }) => `M${run.ops[op]?.last ?? last} 33V40`).join('')}
    />
  );
}
