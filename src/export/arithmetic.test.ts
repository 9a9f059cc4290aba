import { expect, test } from 'vitest';
import { Exploration, startOf } from '../explorer/index.ts';
import { designOf } from '../iommufd/index.ts';
import type { Rule } from '../machine/index.ts';
import { SEED } from '../scenario/index.ts';
import { isArithmetic, type Turn, turnsOf } from './arithmetic.ts';

function applies({ when }: Turn, count: number): boolean {
  if (!when) return true;
  const { is, number } = when;
  return { '==': count === number, '!=': count !== number, '>': count > number, '<': count < number }[is];
}

function outcome({ does }: Turn, count: number): number {
  return does === null ? count : 'by' in does ? count + does.by : does.to;
}

test('every rule for a count is what its turns say, for every count', () => {
  const found = new Exploration(startOf(SEED.ops, designOf('naive')));
  found.explore(1000);
  const rules = new Map<string, Rule>();
  for (const { changes } of found.start.variables.all)
    for (const [name, { rule }] of changes) if (isArithmetic(name)) rules.set(name, rule);
  expect([...rules.keys()].toSorted()).toMatchInlineSnapshot(`[]`);
  for (const [name, rule] of rules)
    for (let count = 0; count < 5; count++) {
      const turns = turnsOf(name).filter((turn) => applies(turn, count));
      expect(turns, `${name} of ${count}`).toHaveLength(1);
      const [turn] = turns as [Turn];
      const { to, seen } = rule.apply(count as never);
      expect([name, count, outcome(turn, count)]).toEqual([name, count, to]);
      expect(rule.apply(turn.example as never).seen).toEqual(seen);
    }
});

test('a rule for a list is no arithmetic', () => {
  expect(turnsOf('append 5')).toEqual([]);
  expect(turnsOf('toString')).toEqual([]);
});
