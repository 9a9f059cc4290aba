import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designOf, MAIN_DESIGNS, type Op, type Outcome } from '../../iommufd/index.ts';
import { opsArbitrary } from '../../iommufd/ops.arbitrary.ts';
import type { Snapshot } from '../../machine/index.ts';
import { formatOp, LIBRARY, parseText, SEED } from '../../scenario/index.ts';
import { run } from '../../trace/index.ts';
import { Exploration, LOST } from './explore.ts';
import { startOf } from './start.ts';

const RANDOM = 20261123;

/** What freed memory holds is nobody's business. */
const alive = (state: Snapshot) =>
  state.map((cell) => (cell.freed ? { kind: cell.kind, freed: true } : cell));

function explored(ops: readonly Op[], design: (typeof MAIN_DESIGNS)[number], most = 300): Exploration {
  const exploration = new Exploration(startOf(ops, designOf(design)));
  exploration.explore(most);
  return exploration;
}

/** Runs an edge as a scenario of its own, and compares what it returns and where it leads. */
function checkEdge(found: Exploration, edge: number): void {
  const { start, edges, code } = found;
  const path = found.pathTo(found.fromOf(edge)).map(({ op }) => op);
  const op = start.actions[edges.action[edge] as number]?.op as Op;
  const whole = run([...start.ops, ...path, op], start.design);
  const last = whole.ops[start.ops.length + path.length];
  if (!last) throw new Error('the run is over before its last operation');
  const { ret, errno } = code.results[edges.result[edge] as number] as Outcome;
  expect({ op, ret, errno }).toEqual({ op, ret: last.outcome.ret, errno: last.outcome.errno });
  const to = edges.to[edge] as number;
  if (to !== LOST) expect(alive(found.snapshotOf(to))).toEqual(alive(whole.frames[last.last]?.state ?? []));
}

function checkAgainstRuns(found: Exploration): void {
  for (let edge = 0; edge < found.edges.to.length; edge++) checkEdge(found, edge);
}

describe.each(MAIN_DESIGNS)('an exploration of %s', (design) => {
  test(`takes every call to where a run takes it, 20 random scenarios, seed ${RANDOM}`, () => {
    fc.assert(
      fc.property(opsArbitrary(14), (ops) => checkAgainstRuns(explored(ops, design, 12))),
      { seed: RANDOM, numRuns: 20 },
    );
  });

  test('of the seed scenario is complete, and each of its states is another', () => {
    const found = explored(SEED.ops.slice(0, -1), design);
    checkAgainstRuns(found);
    expect(found.isComplete).toBe(true);
    const states = Array.from({ length: found.states.count }, (_, state) =>
      JSON.stringify(alive(found.snapshotOf(state)), (_, value) =>
        typeof value === 'bigint' ? `${value}n` : value,
      ),
    );
    expect(new Set(states).size).toBe(states.length);
  });
});

test.each([1, 4, 8, 12])(
  '%i address spaces: each subset of them is one state, and two more once the context is closed',
  (n) => {
    const text = ['open > c', ...Array.from({ length: n }, (_, i) => `ioas_alloc c > io${i}`)].join('\n');
    const found = explored(parseText(text).scenario.ops, '7.3', 10_000);
    expect(found.states.count).toBe(2 ** n + 2);
    expect(found.edges.to.length).toBe(n * 2 ** (n - 1) + 2 * 2 ** n);
  },
);

test(`late states of a large scenario lead where runs lead: what was gone through before is not gone through anew`, () => {
  const text = [
    'open > c',
    'ioas_alloc c > io',
    'mock_domain c pt=io > sd dev hw',
    'ioas_map c ioas=io',
    ...[0, 1, 2, 3].flatMap((i) => [
      `hwpt_alloc c dev=dev pt=io nest_parent=1 > hp${i}`,
      `viommu_alloc c dev=dev hwpt=hp${i} > vi${i}`,
      `hw_queue_alloc c viommu=vi${i} > q${i}`,
      `ioas_alloc c > io${i}`,
    ]),
    'access_create c ioas=io > acc',
  ].join('\n');
  const found = explored(parseText(text).scenario.ops, 'v6', 8000);
  expect(found.explored).toBe(8000);
  for (let edge = found.edges.first[2500] as number; edge < found.edges.to.length; edge += 997)
    checkEdge(found, edge);
});

test.each(LIBRARY.map(({ scenario }) => [scenario.title, scenario.ops] as const))(
  'what comes after %s is what runs do, though most of it is known from other orders',
  (_, ops) => {
    for (const design of MAIN_DESIGNS) {
      const found = explored(ops.slice(0, -2), design, 400);
      const { length } = found.edges.to;
      for (let edge = 0; edge < length; edge += Math.max(1, Math.floor(length / 40))) checkEdge(found, edge);
    }
  },
);

test('each descriptor of a file is closed on its own, in each order', () => {
  const found = explored(parseText('open > c\ndup c > d').scenario.ops, '7.3');
  checkAgainstRuns(found);
  expect(found.start.actions.map(({ op }) => formatOp(op))).toEqual(['close c', 'close d', 'exit']);
  expect([found.states.count, found.edges.to.length]).toEqual([5, 7]);
});
