import type { Op } from '../iommufd/index.ts';

/** Names a node by how it came to be, so that it is the same node in every design and after most edits. */
export type Key = string;

/**
 * What the keys of an operation's nodes start with: its first label, or its name and how many of that name came
 * before it. A label that is used again says so.
 */
export function keyStems(ops: readonly Op[]): readonly string[] {
  const seen = new Map<string, number>();
  return ops.map(({ name, labels }) => {
    const stem = labels[0] ?? `${name}()`;
    const nth = (seen.get(stem) ?? 0) + 1;
    seen.set(stem, nth);
    return nth === 1 ? stem : `${stem}~${nth}`;
  });
}
