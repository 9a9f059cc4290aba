import type { Frame, Ledger, Row } from '../trace/index.ts';
import { type Address, type Binding, endsOf } from './binding.ts';
import type { Key } from './keys.ts';
import { arcId } from './union.ts';

/** What a step did to a reference. */
export type Change = 'taken' | 'put';

/** What the step that led to a frame did to a node. */
export type Touch = 'touched' | 'refused' | 'uaf';

/** What a step changed in the picture: references by the ID of their edge, and nodes. */
export interface Changes {
  readonly arcs: ReadonlyMap<string, Change>;
  readonly nodes: ReadonlyMap<Key, Touch>;
}

type Step = NonNullable<Frame['step']>;

/** References that a step took and gave back. */
function rowsOf(
  { effect }: Step,
  before: Ledger | undefined,
  after: Ledger,
): readonly [readonly Row[], readonly Row[]] {
  const isNew = (one: Ledger | undefined) => new Set([...(one?.rows ?? []), ...(one?.uncounted ?? [])]);
  if (!['alloc', 'count', 'handover', 'uncounted', 'free'].includes(effect.do)) return [[], []];
  const [was, is] = [isNew(before), isNew(after)];
  return [[...is].filter((row) => !was.has(row)), [...was].filter((row) => !is.has(row))];
}

export function changesOf(
  step: Step | null,
  before: Ledger | undefined,
  after: Ledger,
  binding: Binding,
): Changes {
  const arcs = new Map<string, Change>();
  const nodes = new Map<Key, Touch>();
  if (!step) return { arcs, nodes };
  const mark = (rows: readonly Row[], change: Change) => {
    for (const row of rows) {
      const ends = endsOf(row, binding);
      if (ends) arcs.set(arcId(ends.from, ends.to, row.ref.role), change);
    }
  };
  const [taken, put] = rowsOf(step, before, after);
  mark(put, 'put');
  mark(taken, 'taken');
  const touch = (address: Address, how: Touch) => {
    const key = binding.keys[address];
    if (key) nodes.set(key, how);
  };
  const { effect } = step;
  const refused =
    effect.do === 'refuse' ||
    (effect.do === 'count' && !effect.ok && (effect.op === 'dec_if_one' || effect.op === 'inc_not_zero'));
  if ('of' in effect) touch(effect.of, refused ? 'refused' : 'touched');
  for (const { of } of step.touched) touch(of, 'uaf');
  return { arcs, nodes };
}
