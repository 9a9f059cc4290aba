import { NOT_CHECKED, sourceOf } from '../../guide/index.ts';
import type { Step } from '../../machine/index.ts';

/** Where it is known from that the step happens in the innermost function. */
export function StepSource({ step }: { readonly step: Step }) {
  const source = sourceOf(step) ?? NOT_CHECKED;
  const says =
    source === NOT_CHECKED ? 'The function is not checked.' : `Function known from: ${source}, as in 7.3.`;
  return (
    <p className="muted" title="What the sources are: How faithful is this?">
      {says}
    </p>
  );
}
