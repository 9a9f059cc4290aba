import { expect, test } from 'vitest';
import type { Step } from './graph.ts';
import type { ModelVariable } from './names.ts';
import { postDominatorsOf } from './post_dominator.ts';

const place = { name: 'x', sort: 'count' } as ModelVariable;
const end = (id: number): Step => ({
  kind: 'end',
  id,
  outcome: { ret: 0, errno: null, out: {}, labels: {} },
});
const set = (id: number, next: Step): Step => ({ kind: 'set', id, place, to: id, next });
const either = (id: number, ...ways: Step[]): Step => ({
  kind: 'cases',
  id,
  place,
  cases: ways.map((next, number) => ({ when: { place, is: '==', number }, does: null, next })),
  isAll: true,
});

test('ways that part come together at the first step that all of them pass', () => {
  const last = end(0);
  const after = set(1, last);
  const inner = either(2, set(3, after), after);
  const outer = either(4, inner, set(5, inner));
  const meets = postDominatorsOf(outer);
  expect(meets.get(outer)).toBe(inner);
  expect(meets.get(inner)).toBe(after);
  expect(meets.get(after)).toBe(last);
});

test('ways that end apart meet at the end of the call', () => {
  const choice = either(2, end(0), set(3, end(1)));
  expect(postDominatorsOf(choice).get(choice)).toBeNull();
});

test('a loop is left where its last turn goes', () => {
  const last = end(0);
  const loop: Step = { kind: 'loop', id: 1, next: last };
  const turn = either(2, set(3, loop), last);
  loop.next = turn;
  const meets = postDominatorsOf(loop);
  expect(meets.get(loop)).toBe(turn);
  expect(meets.get(turn)).toBe(last);
});
