import { expect, test } from 'vitest';
import { OP_NAMES, opSpec } from '../iommufd/index.ts';
import { freshLabels, isFile, LIMITS, labelsAt, parseText, SEED } from './index.ts';

test('a proposed label is one that nothing has', () => {
  expect(freshLabels('ioas_alloc', new Set())).toEqual(['io']);
  expect(freshLabels('ioas_alloc', new Set(['io', 'io2']))).toEqual(['io3']);
  expect(freshLabels('mock_domain', new Set(['dev']))).toEqual(['sd', 'dev2', 'hw']);
});

test('queues count from 0, as their index does', () => {
  expect(freshLabels('hw_queue_alloc', new Set())).toEqual(['q0']);
  expect(freshLabels('hw_queue_alloc', new Set(['q0']))).toEqual(['q1']);
});

test('every label that is ever proposed is one that the text form reads', () => {
  const taken = new Set<string>();
  for (let i = 0; i < LIMITS.ops; i++)
    for (const name of OP_NAMES) for (const label of freshLabels(name, taken)) taken.add(label);
  for (const label of taken) expect(label).toMatch(/^[A-Za-z_][A-Za-z0-9_]{0,15}$/);
});

test('what a descriptor operand accepts is a file, what an ID operand accepts is none', () => {
  for (const { type, accepts } of OP_NAMES.flatMap((name) => opSpec(name).operands))
    for (const one of accepts ?? [])
      if (type === 'fd' || type === 'ctx') expect(isFile(one), one).toBe(true);
      else expect(isFile(one), one).toBe(false);
});

test('a later definition of a label wins, and is the newest', () => {
  const { scenario } = parseText('open > c\nioas_alloc c > io\nioas_alloc c > x\nioas_alloc c > io');
  expect([...labelsAt(scenario.ops, 4).keys()]).toEqual(['c', 'x', 'io']);
  expect([...labelsAt(SEED.ops, 1)]).toEqual([['c', 'iommufd']]);
});

test('a duplicate names what its original names', () => {
  const { scenario } = parseText('open > c\nioas_alloc c > io\naccess_create c ioas=io > a\ndup a > b');
  expect(labelsAt(scenario.ops, 4).get('b')).toBe('staccess');
});
