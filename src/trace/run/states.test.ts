import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell } from '../../machine/index.ts';
import { States } from './states.ts';

const SEED = 20261129;

const write = fc.record({ address: fc.nat(20), value: fc.nat(99) });

test(`a state is what it was when it was written down, whoever looks in whatever order, 500 runs, seed ${SEED}`, () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(write, { maxLength: 3 }), { minLength: 1, maxLength: 200, size: 'max' }),
      fc.array(fc.nat(), { maxLength: 60, size: 'max' }),
      (steps, looks) => {
        const states = new States();
        const cells: Cell[] = [];
        const whole = steps.map((writes, frame) => {
          for (const { address, value } of writes)
            cells[Math.min(address, cells.length)] = { kind: `${value}`, freed: false };
          expect(states.push(cells)).toBe(frame);
          return cells.slice();
        });
        for (const look of looks) {
          const frame = look % steps.length;
          expect(states.at(frame)).toEqual(whole[frame]);
          states.at(frame).forEach((cell, i) => void expect(cell).toBe(whole[frame]?.[i]));
        }
      },
    ),
    { seed: SEED, numRuns: 500 },
  );
});
