import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DESIGN_NAMES, type DesignName, designOf } from '../../iommufd/index.ts';
import { type Address, type Effect, entries, type Ref, type Step } from '../../machine/index.ts';
import { LIBRARY } from '../../scenario/index.ts';
import {
  countsOf,
  findCycles,
  type Hold,
  holds,
  isExplained,
  judge,
  keepLedgers,
  NO_LEDGER,
  type Row,
  type Run,
  run,
  takenIn,
} from '../index.ts';
import { QUEUE, runText } from '../run/run.fixture.ts';

const OF = 1 as Address;
const A: Ref = { role: 'a', by: 7 as Address };
const B: Ref = { role: 'b', by: 8 as Address };

/** A run of nothing but these effects, on one cell whose `users` follow the counts among them. */
function fake(...effects: readonly Effect[]): Run {
  let users = 0;
  const frames = [null, ...effects].map((effect) => {
    if (effect?.do === 'alloc') users = effect.refs.length;
    if (effect?.do === 'count') users = effect.to;
    const cell = { kind: 'thing', freed: effect?.do === 'free', users };
    const step: Step | null = effect && { task: OF, stack: ['outer', 'inner'], effect, touched: [] };
    return { step, op: 0, state: [{ kind: 'NULL', freed: true }, cell] };
  });
  return { design: designOf('7.3'), ops: [], frames };
}

const alloc = (...refs: readonly Ref[]): Effect => ({
  do: 'alloc',
  of: OF,
  what: 'thing',
  refs: refs.map((ref) => ({ count: 'users', ref })),
});

const count = (
  op: 'inc' | 'dec' | 'set' | 'inc_not_zero' | 'dec_if_one',
  from: number,
  to: number,
  ref: Ref | null,
) => ({ do: 'count', op, of: OF, count: 'users', from, to, ok: from !== to, ref }) as Effect;

/** The value of `users` in the end, who holds it, and whether that adds up. */
function end(...effects: readonly Effect[]) {
  const found = fake(...effects);
  const state = found.frames.at(-1)?.state ?? [];
  const [users] = countsOf(state, keepLedgers(found).at(-1) ?? NO_LEDGER, OF);
  return (
    users && {
      value: users.value,
      roles: users.rows.map(({ ref }) => ref.role),
      explained: isExplained(users),
    }
  );
}

describe('a ledger', () => {
  test('begins with what an allocation counts, adds who takes and strikes who puts', () => {
    expect(end(alloc(A))).toEqual({ value: 1, roles: ['a'], explained: true });
    expect(end(alloc(A), count('inc', 1, 2, B))).toEqual({ value: 2, roles: ['a', 'b'], explained: true });
    expect(end(alloc(A), count('inc', 1, 2, B), count('dec', 2, 1, A))).toEqual({
      value: 1,
      roles: ['b'],
      explained: true,
    });
  });

  test('strikes nothing for an operation that refused', () => {
    expect(end(alloc(A, B), count('dec_if_one', 2, 2, A))).toEqual({
      value: 2,
      roles: ['a', 'b'],
      explained: true,
    });
    expect(end(alloc(), count('inc_not_zero', 0, 0, A))).toEqual({ value: 0, roles: [], explained: true });
  });

  test('flags a count that nobody took', () => {
    expect(end(alloc(A), count('inc', 1, 2, null))).toEqual({ value: 2, roles: ['a'], explained: false });
  });

  test('flags a put by somebody who held nothing', () => {
    expect(end(alloc(A, B), count('dec', 2, 1, { role: 'stranger', by: 9 as Address }))).toMatchObject({
      value: 1,
      explained: false,
    });
    expect(end(alloc(A), count('inc', 1, 2, B), count('dec', 2, 1, { ...B, nth: 3 }))).toMatchObject({
      explained: false,
    });
  });

  test('flags a saturated count', () => {
    expect(end(alloc(A), count('dec', 1, -1073741824, A))).toMatchObject({ roles: [], explained: false });
  });

  test('knows a count that was set by the one reference it was set for', () => {
    expect(end(alloc(A, B), count('set', 2, 1, B))).toEqual({ value: 1, roles: ['b'], explained: true });
    expect(end(alloc(), count('set', 0, 1, A))).toEqual({ value: 1, roles: ['a'], explained: true });
  });

  test('passes a reference from one holder to another without a count moving', () => {
    const handover: Effect = { do: 'handover', of: OF, count: 'users', from: A, to: B };
    expect(end(alloc(A), handover)).toEqual({ value: 1, roles: ['b'], explained: true });
  });

  test('passes on one reference of two that are alike', () => {
    const handover: Effect = { do: 'handover', of: OF, count: 'users', from: A, to: B };
    expect(end(alloc(A, A), handover)?.roles.toSorted()).toEqual(['a', 'b']);
  });

  test('forgets what freed memory counted, and counts nothing of it', () => {
    const found = fake(alloc(A), { do: 'free', of: OF, what: 'thing' });
    expect(keepLedgers(found).at(-1)?.rows).toEqual([]);
    expect(end(alloc(A), { do: 'free', of: OF, what: 'thing' })).toBeUndefined();
  });

  test('keeps what a design does not count apart, and strikes it when it would be put', () => {
    const get: Effect = {
      do: 'uncounted',
      op: 'get',
      of: OF,
      count: 'users',
      ref: A,
      because: 'it is internal',
    };
    const ledgers = keepLedgers(fake(alloc(B), get, { ...get, op: 'put' }));
    expect(ledgers.map(({ uncounted }) => uncounted.length)).toEqual([0, 0, 1, 0]);
    expect(ledgers.map(({ rows }) => rows.length)).toEqual([0, 1, 1, 1]);
  });

  test('says since when and in which function a reference is held', () => {
    const [row] = keepLedgers(fake(alloc(A)))[1]?.rows ?? [];
    expect(row).toMatchObject({ since: 1, stack: ['outer', 'inner'] });
    expect(takenIn(row as Row)).toBe('inner');
    const through = ['iommufd_access_create', 'iommufd_ctx_get', 'get_file'];
    expect(takenIn({ ...(row as Row), stack: through })).toBe('iommufd_access_create');
  });
});

describe('the row of a reference that is made before its holder', () => {
  const rowsOf = (kind: string, text: string, design: DesignName) => {
    const found = runText(text, design);
    const { last = 0 } = found.ops.at(-2) ?? {};
    const state = found.frames[last]?.state ?? [];
    const rows = keepLedgers(found)[last]?.rows.filter(({ of }) => state[of]?.kind === kind) ?? [];
    return rows.map(({ ref, count }) => `${count} ${ref.role} of ${state[ref.by]?.kind}`);
  };

  test.each(['v6', '7.3'] as const)('names it in the end: the access of a queue, %s', (design) => {
    expect(rowsOf('access', QUEUE, design)).toContain('users hw_queue->access of hw_queue');
  });

  test('stays with the call where a vDEVICE takes over none', () => {
    const text = `${QUEUE}\nvdevice_alloc c viommu=vi dev=dev > vd`;
    const kept = 'users vdev->idev of vdevice';
    expect(rowsOf('device', text, '7.3')).toContain(kept);
    expect(rowsOf('device', text, 'vdevice-uncounted')).not.toContain(kept);
  });
});

describe('holds', () => {
  const found = runText(QUEUE, 'naive');
  const state = found.frames.at(-8)?.state ?? [];
  const edges = holds(state, keepLedgers(found).at(-8) ?? NO_LEDGER);

  test('leave out what the xarray has on an object with an owner: the owner takes that along', () => {
    const held = edges.filter(({ row }) => row?.ref.role === 'xarray').map(({ held }) => state[held]?.kind);
    expect(held).not.toContain('access');
    expect(held).not.toContain('device');
    expect(held).toContain('hw_queue');
  });

  test('have one edge without a count: a file owns its ctx', () => {
    expect(edges.filter(({ row }) => row === null)).toHaveLength(1);
  });
});

const hold = (holder: number, held: number): Hold => ({
  holder: holder as Address,
  held: held as Address,
  row: null,
});

describe('cycles', () => {
  test('that are found are closed walks along the holds there are, each node once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 25 }), (pairs) => {
        const edges = pairs.map(([a, b]) => hold(a, b));
        for (const cycle of findCycles(edges)) {
          cycle.forEach((edge, i) => {
            expect(edges).toContain(edge);
            expect(edge.held).toBe(cycle[(i + 1) % cycle.length]?.holder);
          });
          expect(new Set(cycle.map(({ holder }) => holder)).size).toBe(cycle.length);
        }
      }),
      { seed: 20261123 },
    );
  });

  test('are found if and only if there is one, and none is longer than it must be', () => {
    expect(findCycles([hold(1, 2), hold(2, 3), hold(1, 3)])).toEqual([]);
    expect(findCycles([hold(1, 1)])).toEqual([[hold(1, 1)]]);
    const shortcut = [hold(1, 2), hold(2, 3), hold(3, 1), hold(2, 1)];
    expect(findCycles(shortcut)).toEqual([
      [shortcut[0], shortcut[3]],
      [shortcut[2], shortcut[0], shortcut[1]],
    ]);
  });

  test('exist exactly where repeatedly taking away what nothing holds leaves something', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 12 }), (pairs) => {
        let left = pairs.map(([a, b]) => hold(a, b));
        for (let before = -1; before !== left.length; ) {
          before = left.length;
          left = left.filter(({ holder }) => left.some(({ held }) => held === holder));
        }
        expect(findCycles(pairs.map(([a, b]) => hold(a, b))).length > 0).toBe(left.length > 0);
      }),
      { seed: 20261123 },
    );
  });
});

describe.each(LIBRARY.map(({ id, scenario }) => [id, scenario.ops] as const))('built-in %s', (_, ops) => {
  test.each(DESIGN_NAMES)('%s: every count is explained, up to a bad put', (name) => {
    const found = run(ops, designOf(name));
    const ledgers = keepLedgers(found);
    const bad = judge(found, ledgers).findings.find((one) => one.name === 'BAD PUT')?.frame;
    // A count that was put below zero is told by the log, one step later.
    const sound = bad === undefined ? found.frames : found.frames.slice(0, bad - 1);
    for (const [frame, { state }] of sound.entries())
      for (const [address] of entries(state))
        for (const one of countsOf(state, ledgers[frame] ?? NO_LEDGER, address))
          if (!isExplained(one)) expect.fail(`frame ${frame}: ${one.name} of ${address}`);
  });
});
