import { describe, expect, test } from 'vitest';
import { type DesignName, designOf, type Op } from '../iommufd/index.ts';
import { LIBRARY, parseText } from '../scenario/index.ts';
import { judge, keepLedgers, run } from '../trace/index.ts';
import { conclude } from './conclude.ts';
import { summaryOf } from './summary.ts';
import { Exploration } from './teardown/explore.ts';
import { startOf } from './teardown/start.ts';

const QUEUE = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
hw_queue_alloc c viommu=vi > q0`;

/** An external access has pinned one range, and a queue another, of the same IOAS. */
const BESIDE = `${QUEUE}
ioas_map c ioas=io iova=0x2000000
access_create c ioas=io > acc
pin c access=acc iova=0x2000000`;

function explored(text: string, design: DesignName) {
  const { scenario, problems } = parseText(text);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const found = new Exploration(startOf(scenario.ops, designOf(design)));
  found.explore(3000);
  return conclude(found);
}

const failing = (text: string, design: DesignName) => {
  const { lines, laws } = explored(text, design);
  return [...lines, ...laws].filter(({ status }) => status === 'fails').map(({ property }) => property);
};

describe('what the operations before came to is part of every property', () => {
  test.each<[string, string, DesignName, readonly string[]]>([
    ['a leak', `${QUEUE}\nclose c`, 'naive', ['P1', 'P2']],
    ['a leak at the exit', `${QUEUE}\nexit`, 'naive', ['P1', 'P2']],
    ['a NULL dereference', `${QUEUE}\ndestroy c q0`, 'v6-queue-first+ops', ['P1', 'P2', 'P3']],
    ['a use after free', 'open > c\nfail_usercopy fault_alloc c > f ffd', 'abort-late-fput', ['P3']],
    ['a WARN', `${QUEUE}\nioas_unmap c ioas=io`, 'no-area-lock', ['P4']],
    ['nothing', `${QUEUE}\nclose c`, '7.3', []],
  ])('%s', (_, text, design, broken) => {
    expect(failing(text, design)).toEqual(expect.arrayContaining([...broken]));
    if (broken.length === 0) expect(failing(text, design)).toEqual([]);
  });

  test('a refcount WARN is a WARN too, whatever else it is', () => {
    expect(failing(`${QUEUE}\nclose c`, 'stored-ictx')).toEqual(expect.arrayContaining(['P3', 'P4']));
  });
});

test('an unmap that would break the counts is found before it is made: 6.17 and not 7.3', () => {
  const { laws, headline } = explored(BESIDE, '6.17');
  expect(headline).toBe('FREED');
  expect(laws.map(({ property, status }) => [property, status])).toEqual([
    ['I1', 'fails'],
    ['I2', 'fails'],
  ]);
  expect(laws[0]?.counterexample?.map(({ name }) => name)).toEqual(['ioas_unmap']);
  expect(summaryOf(explored(BESIDE, '6.17'))).toMatchObject({ tone: 'warn', word: 'FREED' });
  expect(explored(BESIDE, '7.3').laws).toEqual([]);
});

describe('in one sentence', () => {
  test.each<[string, DesignName, string | null, string, string]>([
    [`${QUEUE}\nclose c`, '7.3', null, 'everything is freed, and nothing is left to tear down', 'none'],
    [`${QUEUE}\nclose c`, 'naive', 'LEAK', 'already, whatever comes next', 'bad'],
    ['open > c', '7.3', 'FREED', 'in all 2 teardown orders', 'good'],
    [
      'open > c\nfail_usercopy fault_alloc c > f ffd',
      'abort-late-fput',
      'UAF',
      'already, in operation 2',
      'bad',
    ],
  ])('%s in %s', (text, design, word, says, tone) => {
    expect(summaryOf(explored(text, design))).toEqual({ word, says, tone });
  });

  test('the share of the orders that leak, and the first', () => {
    expect(summaryOf(explored(QUEUE, 'naive')).says).toMatch(
      /^in [\d,]+ of [\d,]+ teardown orders, first by close c$/,
    );
  });
});

describe('a thread in the middle of a call', () => {
  const wait = LIBRARY.find(({ id }) => id === 'wait')?.scenario.ops ?? [];
  const under = (ops: readonly Op[]) => startOf(ops, designOf('7.3')).inFlight;

  test('is not asked about, and is again when nothing is under way', () => {
    const asked = wait.map((_, count) => under(wait.slice(0, count)));
    expect(new Set(asked.filter((one) => one !== null)).size).toBeGreaterThan(0);
    expect(asked.some((one) => /under way in a second thread|an ioctl in flight holds/.test(one ?? ''))).toBe(
      true,
    );
    expect(under(wait)).toBeNull();
  });
});

describe.each(['naive', '7.3', '6.17', 'stored-ictx'] as const)('no next step refutes it, in %s', (name) => {
  const design = designOf(name);
  test.each(LIBRARY.map(({ id, scenario }) => [id, scenario.ops] as const))('%s', (_, ops) => {
    const whole = run(ops, design);
    const ends = judge(whole, keepLedgers(whole)).findings.map((one) => one.name);
    for (const count of new Set([ops.length, ops.length - 1, Math.floor(ops.length / 2)])) {
      const start = startOf(ops.slice(0, count), design);
      if (start.inFlight) continue;
      const found = new Exploration(start);
      found.explore(500);
      const conclusion = conclude(found);
      const { word, tone } = summaryOf(conclusion);
      if (word === 'LEAK' && conclusion.way.length === 0) expect(ends).toContain('LEAK');
      if (conclusion.past.length > 0) expect(tone).not.toBe('good');
    }
  });
});
