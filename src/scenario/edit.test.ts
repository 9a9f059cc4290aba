import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXIT, type Op } from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import {
  decodeLink,
  EMPTY_SCENARIO,
  encodeLink,
  formatText,
  insertOp,
  LIMITS,
  moveOp,
  parseText,
  removeOp,
  type Scenario,
  SEED,
  switchOp,
  unsaidIn,
} from './index.ts';

const RANDOM = 20261125;

type Edit = (scenario: Scenario) => Scenario;

/** A place in a scenario of any length, out of a number. */
const placeIn = ({ ops }: Scenario, n: number) => n % Math.max(ops.length, 1);

const edits: fc.Arbitrary<Edit> = fc
  .record({ from: fc.nat(60), to: fc.nat(60), what: fc.nat(4), op: opsArbitrary(3) })
  .map(({ from, to, what, op }) => (scenario: Scenario) => {
    const at = placeIn(scenario, from);
    if (what === 0) return scenario.ops.length ? removeOp(scenario, at) : scenario;
    if (what === 1) return moveOp(scenario, at, placeIn(scenario, to));
    if (what === 4) return switchOp(scenario, at);
    return insertOp(scenario, at, what === 2 ? EXIT : (op.at(-1) as Op));
  });

test(`whatever the edits, a link carries the scenario and every operation in it, 2000 runs, seed ${RANDOM}`, () => {
  fc.assert(
    fc.property(opsArbitrary(20), fc.array(edits, { maxLength: 12 }), (ops, some) => {
      const edited = some.reduce<Scenario>((now, edit) => edit(now), { ...EMPTY_SCENARIO, ops });
      const exits = edited.ops.map((op, i) => (op.name === 'exit' && !op.off ? i : -1)).filter((i) => i >= 0);
      expect(exits.every((i) => i === edited.ops.length - 1)).toBe(true);
      const { scenario, problems } = decodeLink(encodeLink(edited));
      expect(problems).toEqual([unsaidIn(edited)].filter((one) => one !== undefined));
      expect(scenario && formatText(scenario)).toBe(formatText(edited));
    }),
    { seed: RANDOM, numRuns: 2000 },
  );
});

test('an edit of the operations drops what was claimed of those there were', () => {
  const claimed: Scenario = {
    ...SEED,
    claim: { design: 'naive', verdict: 'LEAK', digest: 'duvpv2eb', engine: 1 },
  };
  for (const edited of [insertOp(claimed, 2, SEED.ops[1] as Op), removeOp(claimed, 7), moveOp(claimed, 4, 3)])
    expect(edited).not.toHaveProperty('claim');
  expect(moveOp(claimed, 4, -1).claim).toBe(claimed.claim);
});

test('an operation that is switched off keeps its place, its operands and its label, and comes back as it was', () => {
  const off = switchOp(SEED, 1);
  expect(formatText(off)).toBe(formatText(SEED).replace('\nioas_alloc', '\noff ioas_alloc'));
  expect(switchOp(off, 1)).toEqual(SEED);
  expect(parseText(formatText(off))).toMatchObject({ scenario: off, problems: [] });
  expect(decodeLink(encodeLink(off))).toEqual({ scenario: off, problems: [] });
  expect(switchOp({ ...SEED, cursor: { op: 3, step: 4 } }, 1).cursor).toEqual({ op: 3, step: 0 });
  expect(switchOp({ ...SEED, cursor: { op: 1, step: 4 } }, 5).cursor).toEqual({ op: 1, step: 0 });
});

test('two can be the end of a process while one of them is off, and only the last is switched on', () => {
  const ended = [EXIT, EXIT].reduce<Scenario>(
    (now, exit) => switchOp(insertOp(now, 9, exit), now.ops.length),
    { ...EMPTY_SCENARIO, ops: [{ name: 'open', operands: {}, labels: ['c'] }] },
  );
  expect(ended.ops.map(({ name, off }) => `${off ? 'off ' : ''}${name}`)).toEqual([
    'open',
    'off exit',
    'off exit',
  ]);
  expect(switchOp(ended, 1)).toBe(ended);
  expect(switchOp(ended, 2).ops.at(-1)).toEqual(EXIT);
});

test('an operation whose label lost its definition keeps the label, and the text says so', () => {
  const edited = removeOp(SEED, 1);
  expect(edited.ops).toEqual(SEED.ops.toSpliced(1, 1));
  const { problems } = parseText(formatText(edited));
  expect(problems[0]?.message).toBe('no line before this one defines "io"');
});

test('an insertion moves the cursor behind the new operation, a removal before it moves it along', () => {
  const inserted = insertOp(SEED, 7, { name: 'destroy', operands: { ctx: 'c', id: 'q0' }, labels: [] });
  expect(inserted.ops[7]?.name).toBe('destroy');
  expect(inserted.cursor).toEqual({ op: 8, step: 0 });
  expect(removeOp(inserted, 0).cursor.op).toBe(7);
  expect(removeOp(inserted, 8).cursor.op).toBe(8);
});

test('an exit goes last, once, and nothing moves behind it', () => {
  const exits = insertOp(SEED, 2, EXIT);
  expect(exits.ops.at(-1)).toBe(EXIT);
  expect(insertOp(exits, 0, EXIT)).toBe(exits);
  expect(insertOp(exits, 99, SEED.ops[0] as Op).ops.at(-1)).toBe(EXIT);
  expect(moveOp(exits, 0, exits.ops.length - 1)).toBe(exits);
  expect(moveOp(exits, exits.ops.length - 1, 0)).toBe(exits);
});

test('a scenario never grows beyond what a link can carry', () => {
  const full = { ...SEED, ops: Array<Op>(LIMITS.ops).fill(SEED.ops[0] as Op) };
  expect(insertOp(full, 3, SEED.ops[0] as Op)).toBe(full);
});
