import { expect, test } from 'vitest';
import { designOf } from '../../iommufd/index.ts';
import { parseText, SEED } from '../../scenario/index.ts';
import { answer } from '../answer.ts';
import type { Question } from '../question.ts';
import { Race } from '../races/race.ts';
import { Distinguishing } from '../search/distinguish.ts';
import { KINDS } from '../search/reach.ts';
import { Search } from '../search/search.ts';
import { Exploration } from './explore.ts';
import { startOf } from './start.ts';
import type { Stored } from './stored.ts';

const MB = 2 ** 20;

/** The bounds of the page. */
const PAGE: Stored = { states: 100_000, bytes: 256 * MB };

const duplicates = (count: number) =>
  parseText(['open > c', ...Array.from({ length: count }, (_, i) => `dup c > d${i}`)].join('\n')).scenario
    .ops;

const QUEUE = SEED.ops.slice(0, -1);

test('250 duplicates of a descriptor stay within the bounds of a page, in states and in bytes', () => {
  const found = new Exploration(startOf(duplicates(250), designOf('naive')));
  found.explore(Number.POSITIVE_INFINITY, PAGE);
  expect(found.isComplete).toBe(false);
  expect(found.bound).toBe('the bound of 100,000 states');
  // What is met on the way out of the last state that had room is counted too.
  expect(found.stored.states).toBeLessThan(PAGE.states + found.start.actions.length);
  expect(found.stored.bytes).toBeLessThan(PAGE.bytes);
});

test('a bound of bytes is met before what is stored takes as many, and says so', () => {
  const most = { states: 1_000_000, bytes: 16 * MB };
  const found = new Exploration(startOf(duplicates(60), designOf('naive')));
  found.explore(Number.POSITIVE_INFINITY, most);
  expect(found.bound).toBe('the bound of 16 MB');
  expect(found.stored.bytes).toBeLessThan(most.bytes);
  const { explored } = found;
  found.explore(Number.POSITIVE_INFINITY, most);
  expect(found.explored).toBe(explored);
});

test('what everything was explored of met no bound', () => {
  const found = new Exploration(startOf(QUEUE, designOf('7.3')));
  found.explore(Number.POSITIVE_INFINITY, PAGE);
  expect([found.isComplete, found.bound]).toEqual([true, null]);
});

test('a race stops at what it stores', () => {
  const { variables, design, labels } = startOf(QUEUE, designOf('7.3'));
  const { ops } = parseText('open > c\nioas_alloc c > io\nioas_map c ioas=io\nclose c').scenario;
  const race = new Race(variables.start, ops.slice(2), design, labels);
  race.explore(Number.POSITIVE_INFINITY, { states: 5, bytes: MB });
  expect([race.isComplete, race.bound]).toEqual([false, 'the bound of 5 states']);
  expect(race.stored.states).toBeLessThan(5 + ops.length);
});

test('a search and a comparison stop at the bytes that they store', () => {
  const bounds = { depth: 7, objects: 8, states: 50_000, bytes: MB };
  const search = new Search(designOf('7.3'), { ...bounds, kinds: KINDS });
  search.explore(Number.POSITIVE_INFINITY);
  expect([search.isComplete, search.bound]).toEqual([false, 'the bound of 1 MB']);
  const two = new Distinguishing([designOf('7.3'), designOf('naive')], { ...bounds, kinds: KINDS });
  two.explore(Number.POSITIVE_INFINITY);
  expect([two.isDone, two.isComplete]).toEqual([true, false]);
  expect(two.bound).toBe('the bound of 1 MB');
});

test('an exploration says how far it has come every 200 ms, however few states that are', () => {
  let clock = 0;
  const question: Question = {
    kind: 'orders',
    ops: duplicates(20),
    designs: ['naive'],
    explains: false,
    lawStates: 0,
    most: { states: 2000, bytes: 64 * MB },
  };
  // Each look at the clock is 100 ms after the one before.
  const answers = [...answer(question, () => (clock += 100))];
  const progress = answers.filter(({ kind }) => kind === 'progress');
  expect(progress.length).toBeGreaterThan(5);
  expect(answers.find(({ kind }) => kind === 'conclusion')).toMatchObject({
    conclusion: { isComplete: false, bound: 'the bound of 2,000 states' },
  });
});
