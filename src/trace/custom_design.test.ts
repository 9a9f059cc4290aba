/** Designs of one's own follow the rules that presets do: every count is explained, and laws hold that held. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customDesigns } from '../iommufd/custom_design.arbitrary.ts';
import { brokenLaws, type DesignName, designOf } from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import { entries } from '../machine/index.ts';
import { countsOf, holds, isExplained, judge, keepLedgers, NO_LEDGER, run } from './index.ts';
import { QUEUE, runText, verdictOf } from './run/run.fixture.ts';

const SEED = 20261124;

const endOf = (design: DesignName, text: string) => verdictOf(runText(text, design)).headline.name;

const CLOSED = `${QUEUE}\nclose c`;

describe('a reference left out', () => {
  test('naive without the context file reference of its accesses frees everything', () => {
    expect(endOf('naive', CLOSED)).toBe('LEAK');
    expect(endOf('x: naive, without access->ictx', CLOSED)).toBe('FREED');
    expect(endOf('x: naive, internalHoldsFile no', CLOSED)).toBe('FREED');
  });

  test('one access goes without the context file, and another keeps it', () => {
    const two = `${QUEUE}\nhw_queue_alloc c viommu=vi index=1 > q1\nclose c`;
    const of = (...ids: number[]): DesignName =>
      `x: naive${ids.map((id): string => `, without access->ictx of access ${id}`).join('')}`;
    expect(endOf(of(8), CLOSED)).toBe('FREED');
    expect(endOf(of(9), CLOSED)).toBe('LEAK');
    expect(endOf(of(8), two)).toBe('LEAK');
    expect(endOf(of(8, 10), two)).toBe('FREED');
    expect(endOf('x: naive, without access->ictx of access 8 of ictx 1', CLOSED)).toBe('FREED');
    expect(endOf('x: naive, without access->ictx of access 8 of ictx 2', CLOSED)).toBe('LEAK');
    expect(
      endOf(
        'x: naive, with hw_queue->ictx, without added hw_queue->ictx of hw_queue 7, without access->ictx',
        CLOSED,
      ),
    ).toBe('FREED');
  });

  test('a reference that is handed over is neither kept nor put: a vDEVICE lets go of its device', () => {
    const text = `${QUEUE}\nvdevice_alloc c viommu=vi dev=dev > vd`;
    const found = runText(text, 'x: 7.3, without vdev->idev');
    expect(
      keepLedgers(found)
        .at(-1)
        ?.rows.map(({ ref }) => ref.role),
    ).not.toContain('vdev->idev');
    expect(
      keepLedgers(found)
        .at(-1)
        ?.rows.map(({ ref }) => ref.role),
    ).not.toContain('lock_obj');
    expect(endOf('x: 7.3, without vdev->idev', `${text}\nclose c`)).toBe(
      endOf('vdevice-uncounted', `${text}\nclose c`),
    );
  });

  test('an IOAS whose page tables do not hold it goes before them', () => {
    const text = `${QUEUE}\ndestroy c q0\ndestroy c vi\ndestroy c sd\ndestroy c io`;
    const refused = runText(text, '7.3').ops.at(-2)?.outcome.errno;
    expect(refused).toBe('EBUSY');
    expect(runText(text, 'x: 7.3, without hwpt->ioas').ops.at(-2)?.outcome.errno).toBe(null);
  });
});

describe('a reference added', () => {
  test('a queue that holds the context file leaks as an access does that holds it', () => {
    expect(endOf('7.3', CLOSED)).toBe('FREED');
    expect(endOf('x: 7.3, with hw_queue->ictx', CLOSED)).toBe('LEAK');
    expect(endOf('x: 7.3, with hw_queue->ictx', `${QUEUE}\ndestroy c q0\nclose c`)).toBe('FREED');
  });

  test('a queue that holds its IOAS keeps it from being destroyed, and gives it back', () => {
    const design = 'x: 7.3, with hw_queue->ioas';
    const found = runText(QUEUE, design);
    const ledger = keepLedgers(found)[found.ops.at(-2)?.last ?? 0];
    const state = found.frames[found.ops.at(-2)?.last ?? 0]?.state ?? [];
    const added = ledger ? holds(state, ledger).filter(({ row }) => row?.ref.role.startsWith('added')) : [];
    expect(added.map(({ holder, held }) => [state[holder]?.kind, state[held]?.kind])).toEqual([
      ['hw_queue', 'ioas'],
    ]);
    expect(endOf(design, CLOSED)).toBe('FREED');
  });

  const DESIGNS = [
    'x: 7.3, with hw_queue->ioas, with viommu->ictx',
    'x: v6, with hw_queue->viommu, with access->ioas',
    'x: 7.3, with device->ictx, with hwpt_nested->ioas',
  ] as const;

  test.each(DESIGNS)(`%s breaks no law of 7.3, and explains every count, seed ${SEED}`, (name) => {
    fc.assert(
      fc.property(opsArbitrary(24), (ops) => {
        const found = run(ops, designOf(name));
        const ledgers = keepLedgers(found);
        const idle = new Set(found.ops.map(({ last }) => last));
        for (const [frame, { state }] of found.frames.entries()) {
          // An IOAS that something more holds has more users than its lists say.
          const broken = brokenLaws(state, idle.has(frame)).filter(({ law }) => law !== 'I9');
          if (broken.length > 0) expect.fail(`frame ${frame}: ${JSON.stringify(broken)}`);
          for (const [address] of entries(state))
            for (const one of countsOf(state, ledgers[frame] ?? NO_LEDGER, address))
              if (!isExplained(one)) expect.fail(`frame ${frame}: ${one.name} of ${address}`);
        }
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});

test(`any design runs any scenario to its end, with a verdict, seed ${SEED}`, () => {
  fc.assert(
    fc.property(customDesigns, opsArbitrary(16), (name, ops) => {
      const found = run(ops, designOf(name));
      expect(judge(found, keepLedgers(found)).headline.name).toMatch(/^[A-Z ]+$/);
      expect(run(ops, designOf(name)).frames.length).toBe(found.frames.length);
    }),
    { seed: SEED, numRuns: 300 },
  );
});
