import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endsProcess, MAIN_DESIGNS, OP_NAMES, type Op, type OpName } from '../../iommufd/index.ts';
import { EMPTY_SCENARIO, formatOp, parseText } from '../../scenario/index.ts';
import { insertionPoint, sessionIn } from '../place.ts';
import { sessionOf } from '../session.ts';
import { createAppStore } from '../store.ts';
import { mapFirst, offered, propose, proposeRefused } from './offer.ts';

const SEED = 20261129;

const opsOf = (text: string): readonly Op[] => parseText(text.replaceAll(';', '\n')).scenario.ops;
const proposed = (text: string, name: OpName, given = {}) =>
  propose(sessionOf(opsOf(text), '7.3'), opsOf(text).length, name, given);
const offers = (text: string) => offered(sessionOf(opsOf(text), '7.3'), opsOf(text).length);

const TABLES = 'open > c;ioas_alloc c > io;mock_domain c pt=io > sd dev hw';
const NEST = `${TABLES};hwpt_alloc c dev=dev pt=io nest_parent=1 > hp`;
const VIOMMU = `${NEST};viommu_alloc c dev=dev hwpt=hp > vi`;
const MAPPED = `${VIOMMU};ioas_map c ioas=io`;

/** Nothing, a queue, or one of everything that takes an option which is not its default. */
const BEGINNINGS = [
  '',
  `${MAPPED};hw_queue_alloc c viommu=vi > q0`,
  `${MAPPED};viommu_alloc c dev=dev hwpt=hp data=1 > vm;mmap c viommu=vm > m;mock_domain c pt=io flags=4 > sd2 dev2 hw2;hwpt_alloc c dev=dev2 pt=io pasid=1 > pp;access_create c ioas=io > acc;pin c access=acc > pn`,
];

/** A scenario with what is added by the palette and its defaults alone: each pick is one of what is offered there. */
function added(from: string, picks: readonly number[], design: (typeof MAIN_DESIGNS)[number]) {
  const store = createAppStore();
  const ops = opsOf(from);
  store.getState().open({ ...EMPTY_SCENARIO, design, ops, cursor: { op: ops.length, step: 0 } });
  const names: OpName[] = [];
  for (const pick of picks) {
    const state = store.getState();
    const session = sessionIn(state);
    const at = insertionPoint(state);
    const possible = offered(session, at).filter((name) => !endsProcess({ name, operands: {}, labels: [] }));
    const name = possible[pick % possible.length] as OpName;
    names.push(name);
    state.build(name, propose(session, at, name));
    const { building } = store.getState();
    const op = { name, operands: building?.operands ?? {}, labels: [] };
    store.getState().finishBuild(mapFirst(session, at, op));
  }
  return { run: sessionIn(store.getState()).run, names: new Set(names) };
}

test(`whatever is offered and added with its defaults is never refused, seed ${SEED}`, {}, () => {
  const seen = new Set<OpName>();
  fc.assert(
    fc.property(
      fc.constantFrom(...BEGINNINGS),
      fc.array(fc.nat(), { minLength: 4, maxLength: 20, size: 'max' }),
      fc.constantFrom(...MAIN_DESIGNS),
      (from, picks, design) => {
        const { run, names } = added(from, picks, design);
        for (const name of names) seen.add(name);
        for (const { op, outcome } of run.ops)
          if (outcome.errno) expect.fail(`${formatOp(op)}: ${outcome.errno}`);
      },
    ),
    { seed: SEED, numRuns: 60 },
  );
  const never = OP_NAMES.filter((name) => !seen.has(name));
  expect(never).toEqual(['exit', 'sigkill_self', 'resume', 'join']);
});

test('of an empty scenario nothing is offered that needs something', () => {
  expect(offers('')).toEqual(['open', 'exit', 'sigkill_self', 'fork', 'sleep']);
});

test('two queues are built from nothing by the defaults of the palette', () => {
  const store = createAppStore();
  store.getState().open(EMPTY_SCENARIO);
  const names = ['open', 'ioas_alloc', 'mock_domain', 'hwpt_alloc', 'viommu_alloc'] as const;
  for (const name of [...names, 'hw_queue_alloc', 'hw_queue_alloc'] as const) {
    const state = store.getState();
    const [session, at] = [sessionIn(state), insertionPoint(state)];
    expect(offered(session, at)).toContain(name);
    const operands = propose(session, at, name);
    state.build(name, operands);
    store.getState().finishBuild(mapFirst(session, at, { name, operands, labels: [] }));
  }
  const { ops } = sessionIn(store.getState()).run;
  expect(ops.filter(({ outcome }) => outcome.errno)).toEqual([]);
  expect(ops.map(({ op }) => formatOp(op)).slice(-4, -1)).toEqual([
    'ioas_map c ioas=io',
    'hw_queue_alloc c viommu=vi > q0',
    'hw_queue_alloc c viommu=vi index=1 > q1',
  ]);
});

test('a queue takes the next free index, and a second map the next free range', () => {
  expect(proposed(`${MAPPED};hw_queue_alloc c viommu=vi > q0`, 'hw_queue_alloc')).toEqual({
    ctx: 'c',
    viommu: 'vi',
    index: 1n,
  });
  expect(proposed(MAPPED, 'ioas_map')).toEqual({ ctx: 'c', ioas: 'io', iova: 0x1001000n });
});

test('a page table is built on an IOAS, and a vIOMMU on a nest parent or not at all', () => {
  expect(proposed(TABLES, 'hwpt_alloc')).toEqual({ ctx: 'c', dev: 'dev', pt: 'io', nest_parent: 1n });
  expect(proposed(VIOMMU, 'hwpt_alloc', { pt: 'vi' })).toMatchObject({ pt: 'vi', nested: 1n });
  expect(offers(TABLES)).not.toContain('viommu_alloc');
  expect(proposed(`${NEST};hwpt_alloc c dev=dev pt=io > plain`, 'viommu_alloc')).toMatchObject({
    hwpt: 'hp',
  });
});

test('a queue without mapped memory is offered with the map that it needs before it', () => {
  const session = sessionOf(opsOf(VIOMMU), '7.3');
  const at = opsOf(VIOMMU).length;
  const queue: Op = { name: 'hw_queue_alloc', operands: propose(session, at, 'hw_queue_alloc'), labels: [] };
  expect(offers(VIOMMU)).toContain('hw_queue_alloc');
  expect(formatOp(mapFirst(session, at, queue) as Op)).toBe('ioas_map c ioas=io');
  const later = { ...queue, operands: { ...queue.operands, iova: 0x2000000n } };
  expect(formatOp(mapFirst(session, at, later) as Op)).toBe('ioas_map c ioas=io iova=0x2000000');
  expect(mapFirst(sessionOf(opsOf(MAPPED), '7.3'), at + 1, queue)).toBeNull();
});

test('what threads and holds wait for is offered once there are any', () => {
  for (const name of ['unhold', 'join', 'resume'] as const) expect(offers(TABLES), name).not.toContain(name);
  expect(offers(`${TABLES};hold c io slot=2`)).toContain('unhold');
  expect(proposed(`${TABLES};hold c io slot=2`, 'unhold')).toEqual({ slot: 2n });
  expect(offers(`${TABLES};bg destroy c io`)).toContain('join');
});

test('after the end of the process nothing is offered', () => {
  expect(offers('open > c;exit')).toEqual([]);
});

test('what is not offered begins with what would be refused, or an ID of nobody', () => {
  const refused = (text: string, name: OpName) =>
    proposeRefused(sessionOf(opsOf(text), '7.3'), opsOf(text).length, name);
  expect(refused('open > c', 'viommu_alloc')).toEqual({ ctx: 'c', dev: 99n, hwpt: 99n });
  expect(refused('open > c;close c', 'ioas_alloc')).toEqual({ ctx: 'c' });
  expect(refused('open > c', 'munmap')).toBeNull();
  const ops = opsOf('open > c');
  for (const name of OP_NAMES) {
    const operands = refused('open > c', name);
    if (!operands || offers('open > c').includes(name)) continue;
    const { run } = sessionOf([...ops, { name, operands, labels: [] }], '7.3');
    expect(run.ops[ops.length]?.outcome.errno, name).not.toBeNull();
  }
});
