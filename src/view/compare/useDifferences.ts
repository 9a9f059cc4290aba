import { useMemo } from 'react';
import { differencesOf, type RunDifference, type Scene } from '../../scene/index.ts';
import { type DesignName, type Op, sessionOf, titleOf } from '../../store/index.ts';
import { useApp } from '../useApp.ts';

const NONE: readonly RunDifference[] = [];

const known = new WeakMap<
  readonly Op[],
  { readonly of: string; readonly differences: readonly RunDifference[] }
>();

/** Both the line and the timeline ask; it is worked out once. */
function differencesIn(
  scene: Scene,
  ops: readonly Op[],
  designs: readonly DesignName[],
): readonly RunDifference[] {
  const of = designs.join(';');
  const found = known.get(ops);
  if (found?.of === of) return found.differences;
  const told = designs.map((name) => {
    const { run, ledgers } = sessionOf(ops, name);
    return { name: titleOf(name), run, ledgers };
  });
  const differences = differencesOf(scene, told);
  known.set(ops, { of, differences });
  return differences;
}

/** Where the designs that are shown part, operation by operation. */
export function useDifferences(scene: Scene): readonly RunDifference[] {
  const { ops, design, beside } = useApp(({ document }) => document);
  return useMemo(
    () => (beside ? differencesIn(scene, ops, [design, ...beside]) : NONE),
    [ops, design, beside, scene],
  );
}
