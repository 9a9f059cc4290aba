import { describe, expect, test } from 'vitest';
import { type DesignName, designOf, endsProcess, type Op } from '../iommufd/index.ts';
import { LIBRARY, parseText, SEED } from '../scenario/index.ts';
import { judge, keepLedgers, run } from '../trace/index.ts';
import { conclude } from './conclude.ts';
import { Exploration, LOST } from './teardown/explore.ts';
import { startOf } from './teardown/start.ts';

/** What is there before the last thing that its author does to it. */
const before = (ops: readonly Op[]) => {
  const last = ops.at(-1);
  return last && (endsProcess(last) || last.name === 'close') ? ops.slice(0, -1) : ops;
};

function explored(ops: readonly Op[], design: DesignName, states = 3000): Exploration {
  const found = new Exploration(startOf(ops, designOf(design)));
  found.explore(states);
  return found;
}

const endOf = (ops: readonly Op[], design: DesignName) => {
  const whole = run(ops, designOf(design));
  return judge(whole, keepLedgers(whole));
};

describe.each(['naive', '7.3', '6.16', 'stored-ictx', 'destroy-counts', 'macro'] as const)(
  'in %s',
  (design) => {
    test.each(LIBRARY.map(({ id, scenario }) => [id, scenario] as const))(
      'a run along the shortest way of %s ends as is said, and one along the witness frees everything',
      (_, scenario) => {
        const found = explored(before(scenario.ops), design);
        const { headline, way, witness } = conclude(found);
        const { findings } = endOf([...found.start.ops, ...way], design);
        // With no way to go it has happened before, and may have another name.
        if (headline !== 'FREED' && headline !== 'ALIVE' && way.length > 0)
          expect(findings.map(({ name }) => name)).toContain(headline);
        if (witness)
          expect(
            endOf([...found.start.ops, ...witness], design).findings.map(({ name }) => name),
          ).not.toContain('LEAK');
      },
    );
  },
);

test.each(['naive', 'v6'] as const)('orders are counted as walking all of them counts, in %s', (design) => {
  const text = 'open > c\nioas_alloc c > io\nopen > d\nioas_alloc d > io2\naccess_create c ioas=io > acc';
  const found = explored(parseText(text).scenario.ops, design);
  const { edges } = found;
  const walk = (state: number): number => {
    let orders = 0;
    let isEnd = true;
    for (let edge = edges.first[state] as number; edge < (edges.first[state + 1] as number); edge++) {
      const to = edges.to[edge] as number;
      isEnd = false;
      if (to !== state) orders += to === LOST ? 1 : walk(to);
    }
    return isEnd ? 1 : orders;
  };
  expect(Number(conclude(found).orders)).toBe(walk(0));
});

test('n files that have nothing to do with each other can be closed in n! orders, and more with an exit on the way', () => {
  const text = Array.from({ length: 10 }, (_, i) => `open > c${i}`).join('\n');
  const found = explored(parseText(text).scenario.ops, '7.3');
  // After any k of them the rest goes by an exit, but for the last of all, after which nothing is open.
  let orders = 3_628_800n;
  for (let k = 0n, chosen = 1n; k < 10n; chosen *= 10n - k, k++) orders += chosen;
  expect(conclude(found)).toMatchObject({ headline: 'FREED', orders, leaking: 0n, isComplete: true });
});

test('what is broken is said of the step that breaks it: naive is doomed by close, not before', () => {
  const ops = before(SEED.ops);
  expect(conclude(explored(ops, 'naive')).way.map(({ name }) => name)).toEqual(['close']);
  expect(conclude(explored(SEED.ops, 'naive')).way).toEqual([]);
  expect(conclude(explored(ops.slice(0, -1), 'naive'))).toMatchObject({ headline: 'FREED' });
});

test('the laws are looked at where they are asked for: naive breaks I7 and I8 with its first queue', () => {
  const { laws } = conclude(explored(before(SEED.ops), 'naive'), 1000);
  const broken = laws.filter(({ status }) => status === 'fails');
  expect(broken.map(({ property }) => property)).toEqual(['I7', 'I8']);
  expect(broken.every(({ counterexample }) => counterexample?.length === 0)).toBe(true);
  expect(
    conclude(explored(before(SEED.ops), '7.3'), 1000).laws.every(({ status }) => status === 'holds'),
  ).toBe(true);
});

test('at its bound an exploration claims nothing', () => {
  const { lines, isComplete } = conclude(explored(before(SEED.ops), '7.3', 3));
  expect(isComplete).toBe(false);
  expect(lines.find(({ property }) => property === 'P1')?.status).toBe('unknown');
});
