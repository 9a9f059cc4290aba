import { useMemo } from 'react';
import { type Parting, partingsOf, type Scene } from '../../scene/index.ts';
import { type DesignName, type Op, sessionOf, titleOf } from '../../store/index.ts';
import { useApp } from '../useApp.ts';

const NONE: readonly Parting[] = [];

const known = new WeakMap<readonly Op[], { readonly of: string; readonly partings: readonly Parting[] }>();

/** Both the line and the timeline ask; it is worked out once. */
function partingsIn(scene: Scene, ops: readonly Op[], designs: readonly DesignName[]): readonly Parting[] {
  const of = designs.join(';');
  const found = known.get(ops);
  if (found?.of === of) return found.partings;
  const told = designs.map((name) => {
    const { run, ledgers } = sessionOf(ops, name);
    return { name: titleOf(name), run, ledgers };
  });
  const partings = partingsOf(scene, told);
  known.set(ops, { of, partings });
  return partings;
}

/** Where the designs that are shown part, operation by operation. */
export function usePartings(scene: Scene): readonly Parting[] {
  const { ops, design, beside } = useApp(({ document }) => document);
  return useMemo(
    () => (beside ? partingsIn(scene, ops, [design, ...beside]) : NONE),
    [ops, design, beside, scene],
  );
}
