import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designOf, MAIN_DESIGNS, type Op } from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import type { Snapshot } from '../machine/index.ts';
import { formatOp, parseText, SEED } from '../scenario/index.ts';
import { run } from '../trace/index.ts';
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

/** Runs every edge as a scenario of its own, and compares what it returns and where it leads. */
function checkAgainstRuns(found: Exploration): void {
  const { start, edges, code } = found;
  for (let state = 0; state < found.explored; state++) {
    const path = found.pathTo(state).map(({ op }) => op);
    for (let edge = edges.first[state] as number; edge < (edges.first[state + 1] as number); edge++) {
      const op = start.actions[edges.action[edge] as number]?.op as Op;
      const whole = run([...start.ops, ...path, op], start.design);
      const last = whole.ops[start.ops.length + path.length];
      if (!last) throw new Error('the run is over before its last operation');
      const said = code.results[edges.result[edge] as number];
      expect({ op, ret: said?.ret, errno: said?.errno }).toEqual({
        op,
        ret: last.outcome.ret,
        errno: last.outcome.errno,
      });
      const to = edges.to[edge] as number;
      if (to !== LOST)
        expect(alive(found.snapshotOf(to))).toEqual(alive(whole.frames[last.last]?.state ?? []));
    }
  }
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
    const found = explored(parseText(text).scenario.ops, 'merged', 10_000);
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
  const { start, edges } = found;
  for (let edge = edges.first[2500] as number; edge < edges.to.length; edge += 997) {
    const from = found.fromOf(edge);
    const op = start.actions[edges.action[edge] as number]?.op as Op;
    const path = [...found.pathTo(from).map((one) => one.op), op];
    const whole = run([...start.ops, ...path], start.design);
    const last = whole.ops[start.ops.length + path.length - 1]?.last ?? 0;
    expect(alive(found.snapshotOf(edges.to[edge] as number))).toEqual(alive(whole.frames[last]?.state ?? []));
  }
});

test('each descriptor of a file is closed on its own, in each order', () => {
  const found = explored(parseText('open > c\ndup c > d').scenario.ops, 'merged');
  checkAgainstRuns(found);
  expect(found.start.actions.map(({ op }) => formatOp(op))).toEqual(['close c', 'close d', 'exit']);
  expect([found.states.count, found.edges.to.length]).toEqual([5, 7]);
});
