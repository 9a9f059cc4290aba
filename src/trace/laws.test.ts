import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenLaws, type DesignName, designOf, MAIN_DESIGNS } from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import { entries, type Snapshot, type Task } from '../machine/index.ts';
import {
  countsOf,
  isExplained,
  judge,
  keepLedgers,
  NO_LEDGER,
  narrate,
  type OpRun,
  type Run,
  record,
  run,
} from './index.ts';

const SEED = 20261123;
const SEQUENCES = 700;

function states(found: Run, { first, last }: OpRun): { before: Snapshot; after: Snapshot } {
  return { before: found.frames[first]?.state ?? [], after: found.frames[last]?.state ?? [] };
}

/** What a state says, with the ghosts of what came and went in between left out. */
function live(state: Snapshot): unknown {
  return state.map((cell, address) => ({ ...cell, address })).filter((cell) => !cell.freed);
}

/** Naive breaks the seed's invariant and nothing else; the other designs break nothing. */
function expected(design: DesignName): ReadonlySet<string> {
  return new Set(design === 'naive' ? ['I7', 'I8'] : []);
}

describe.each(MAIN_DESIGNS)(`%s, ${SEQUENCES} random sequences, seed ${SEED}`, (name) => {
  const check = (property: (found: Run) => void) =>
    fc.assert(
      fc.property(opsArbitrary(24), (ops) => property(run(ops, designOf(name)))),
      { seed: SEED, numRuns: SEQUENCES },
    );

  test('every law holds after every micro-step and every operation', () => {
    check((found) => {
      const idle = new Set(found.ops.map(({ last }) => last));
      found.frames.forEach(({ state }, index) => {
        const broken = brokenLaws(state, idle.has(index)).filter(({ law }) => !expected(name).has(law));
        if (broken.length)
          expect.fail(`frame ${index}: ${JSON.stringify(broken)} after ${narrate(found, index).text}`);
      });
    });
  });

  test('ledger rows add up to every count after every micro-step', () => {
    check((found) => {
      const ledgers = keepLedgers(found);
      found.frames.forEach(({ state }, index) => {
        const ledger = ledgers[index] ?? NO_LEDGER;
        for (const [address] of entries(state)) {
          const wrong = countsOf(state, ledger, address).find((count) => !isExplained(count));
          if (wrong)
            expect.fail(`frame ${index}: ${wrong.name} of ${address} after ${narrate(found, index).text}`);
        }
      });
    });
  });

  test('a refused operation leaves the state as it was', () => {
    check((found) => {
      for (const opRun of found.ops) {
        // An unmap that is refused half-way has unmapped what came before.
        if (!opRun.outcome.errno || opRun.op.name === 'ioas_unmap') continue;
        const { before, after } = states(found, opRun);
        expect(live(after)).toEqual(live(before));
      }
    });
  });

  test('the run ends in one of the verdicts that this design can have', () => {
    check((found) => {
      const { headline } = judge(found, keepLedgers(found));
      const leaked = record(found, '', name, []).leaked_contexts.length > 0;
      const end = found.frames.at(-1)?.state ?? [];
      const childLives = end.some((cell) => cell.kind === 'task' && !(cell as Task).exited);
      if (childLives && leaked) expect(['LEAK', 'ALIVE']).toContain(headline.name);
      else expect(headline.name).toBe(leaked ? 'LEAK' : 'FREED');
      if (name !== 'naive') expect(headline.name).not.toBe('LEAK');
    });
  });
});

test(`the same scenario gives the same frames, seed ${SEED}`, () => {
  fc.assert(
    fc.property(opsArbitrary(16), fc.constantFrom(...MAIN_DESIGNS), (ops, name) => {
      expect(run(ops, designOf(name)).frames).toEqual(run(ops, designOf(name)).frames);
    }),
    { seed: SEED, numRuns: 100 },
  );
});
