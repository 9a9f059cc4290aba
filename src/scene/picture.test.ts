import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designOf, MAIN_DESIGNS } from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import { SEED } from '../scenario/index.ts';
import { judge, keepLedgers, type Ledger, lastFrame, type Row, type Run, run } from '../trace/index.ts';
import { MOCK, runText } from '../trace/run/run.fixture.ts';
import { cellsOf, type Picture, pictureAt, type Scene, sceneOf } from './index.ts';

const SEED_NUMBER = 20261123;

interface Shown {
  readonly run: Run;
  readonly ledgers: readonly Ledger[];
  readonly scene: Scene;
  readonly at: (frame: number) => Picture;
}

function show(found: Run): Shown {
  const ledgers = keepLedgers(found);
  const scene = sceneOf([found]);
  return { run: found, ledgers, scene, at: (frame) => pictureAt(scene, found, ledgers, frame) };
}

const seedIn = (name: (typeof MAIN_DESIGNS)[number]) => show(run(SEED.ops, designOf(name)));

const isDrawn = ({ count }: Row) => count === 'users' || count === 'count';

/** What a picture says that its ledger or its state does not, or the other way round. */
function contradictions({ run: found, ledgers, at }: Shown, frame: number): string[] {
  const { nodes, edges } = at(frame);
  const state = found.frames[frame]?.state ?? [];
  const { rows = [], uncounted = [] } = ledgers[frame] ?? {};
  const pips = nodes.flatMap((node) => node.pips.flatMap(({ row }) => (row ? [row] : [])));
  const drawn = rows.filter(isDrawn);
  const faults: string[] = [];
  if (pips.length !== drawn.length || new Set([...pips, ...drawn]).size !== drawn.length)
    faults.push(`${pips.length} pips for ${drawn.length} references`);
  const held = edges.filter(({ status }) => status === 'held').map(({ row }) => row);
  const withHolder = nodes.flatMap((node) => node.pips.filter(({ holder }) => holder && holder !== node.key));
  if (held.length !== withHolder.length || new Set(held).size !== held.length)
    faults.push(`${held.length} edges for ${withHolder.length} references that have a holder to draw`);
  if (edges.filter(({ status }) => status === 'uncounted').length !== uncounted.length)
    faults.push('a reference that is not counted is not drawn');
  for (const node of nodes) {
    const cells = cellsOf(found, node.key).map(
      (address) => state[address] as { users?: number; count?: number },
    );
    for (const cell of cells) {
      if (node.status === 'future' || !cell) continue;
      if (cell.users !== undefined && cell.users !== node.users) faults.push(`${node.key}: users`);
      if (cell.count !== undefined && cell.count !== node.file) faults.push(`${node.key}: file count`);
    }
    const count = node.users ?? node.file;
    const isLive = node.status === 'alive' || node.status === 'new' || node.status === 'dying';
    if (isLive && count !== null && node.pips.length < Math.min(count, 12))
      faults.push(`${node.key}: ${node.pips.length} pips for a count of ${count}`);
  }
  return faults;
}

describe('a picture', () => {
  test(`draws every counted reference once, and every count as it is, seed ${SEED_NUMBER}`, () => {
    fc.assert(
      fc.property(opsArbitrary(20), fc.constantFrom(...MAIN_DESIGNS), (ops, name) => {
        const shown = show(run(ops, designOf(name)));
        const step = Math.max(1, Math.floor(shown.run.frames.length / 40));
        for (let frame = 0; frame < shown.run.frames.length; frame += step)
          expect(contradictions(shown, frame)).toEqual([]);
      }),
      { seed: SEED_NUMBER, numRuns: 60 },
    );
  });

  test.each(MAIN_DESIGNS)('agrees with the ledger at every step of the seed in %s', (name) => {
    const shown = seedIn(name);
    for (let frame = 0; frame <= lastFrame(shown.run); frame++)
      expect(contradictions(shown, frame)).toEqual([]);
  });

  test('pins the three of the cycle after the close, in naive alone, and numbers its edges', () => {
    const shown = seedIn('naive');
    const end = lastFrame(shown.run);
    const { nodes, edges, cycles } = shown.at(end);
    expect(nodes.flatMap(({ key, pinned }) => (pinned ? [key] : []))).toEqual([
      'c/ictx',
      'q0/hw_queue',
      'q0/access',
    ]);
    expect(cycles[0]?.edges.map((id) => edges.find((edge) => edge.id === id)?.cycle)).toEqual([1, 2, 3]);
    expect(nodes.filter(({ stranded }) => stranded)).toHaveLength(9);
    for (const name of ['v6', '7.3'] as const) {
      const other = seedIn(name);
      expect(other.at(lastFrame(other.run)).cycles).toEqual([]);
    }
  });

  test('pins nothing while the descriptor is open, though the cycle is there', () => {
    const shown = seedIn('naive');
    const close = shown.run.ops.find(({ op }) => op.name === 'close');
    const { nodes, cycles } = shown.at(close?.first ?? 0);
    expect(cycles.map(({ pinned }) => pinned)).toEqual([false]);
    expect(nodes.some(({ pinned, stranded }) => pinned || stranded)).toBe(false);
  });

  test('pins what the verdict names, from the step that decides it', () => {
    const shown = seedIn('naive');
    const { headline } = judge(shown.run, shown.ledgers);
    expect(headline.because).toContain('ictx → hw_queue 7 → access 8 → ictx');
    const isPinned = (frame: number) => shown.at(frame).nodes.some(({ pinned }) => pinned);
    expect([headline.frame - 1, headline.frame].map(isPinned)).toEqual([false, true]);
  });

  test.each(['v6', '7.3'] as const)('strands nothing while %s is torn down, and ends with ghosts', (name) => {
    const shown = seedIn(name);
    for (let frame = 0; frame <= lastFrame(shown.run); frame++)
      expect(shown.at(frame).nodes.filter(({ stranded, pinned }) => stranded || pinned)).toEqual([]);
    expect(shown.at(lastFrame(shown.run)).nodes.map(({ status }) => status)).toEqual(Array(10).fill('freed'));
  });

  test('keeps the reference that a design skips in sight, until its access goes', () => {
    const shown = seedIn('7.3');
    const seen = Array.from({ length: lastFrame(shown.run) + 1 }, (_, frame) => {
      const { nodes, edges } = shown.at(frame);
      const access = nodes.find(({ key }) => key === 'q0/access');
      const edge = edges.find(({ id }) => id === 'q0/access > c/ictx : access->ictx');
      return `${access?.status} ${edge?.status}`;
    });
    expect(new Set(seen)).toEqual(
      new Set([
        'future none',
        'new none',
        'new uncounted',
        'alive uncounted',
        'dying uncounted',
        'dying none',
        'freed none',
      ]),
    );
  });

  test('goes from future to new to alive to dying to freed, never back', () => {
    const order = ['future', 'new', 'alive', 'dying', 'freed'];
    for (const name of MAIN_DESIGNS) {
      const shown = seedIn(name);
      let before = shown.at(0).nodes;
      for (let frame = 1; frame <= lastFrame(shown.run); frame++) {
        const now = shown.at(frame).nodes;
        for (const [i, { status }] of now.entries())
          expect(order.indexOf(status)).toBeGreaterThanOrEqual(order.indexOf(before[i]?.status ?? 'future'));
        before = now;
      }
    }
  });
});

test('what a release that makes no progress leaves is stranded, each object of it', () => {
  const found = runText(`${MOCK}\nhold c sd slot=0\nclose c`);
  const shown = show(found);
  const left = shown.at(lastFrame(found)).nodes.filter(({ stranded }) => stranded);
  expect(left.map(({ id, users }) => [id, users])).toEqual(
    expect.arrayContaining([
      [1, 2],
      [2, 2],
      [3, 3],
      [4, 2],
    ]),
  );
});
