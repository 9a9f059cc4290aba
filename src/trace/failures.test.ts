import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  brokenLaws,
  type DesignName,
  designOf,
  MAIN_DESIGNS,
  OP_NAMES,
  type Op,
  opSpec,
} from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import type { Snapshot } from '../machine/index.ts';
import { parseText } from '../scenario/index.ts';
import { judge, keepLedgers, narrate, type OpRun, type Run, record, run } from './index.ts';

const SEED = 20261123;

/** One of everything that allocates. */
const EVERYTHING = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
fault_alloc c > f ffd
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
ioas_map c ioas=io iova=0x1002000
viommu_alloc c dev=dev hwpt=hp data=1 > vi
vdevice_alloc c viommu=vi dev=dev > vd
veventq_alloc c viommu=vi > ve vefd
hwpt_alloc c dev=dev pt=hp nested=1 > n
hwpt_alloc c dev=dev pt=vi nested=1 fault=f > nv
hw_queue_alloc c viommu=vi > q0
hw_queue_alloc c viommu=vi index=1 > q1
access_create c ioas=io > acc
pin c access=acc iova=0x1002000 > p
access_replace c access=acc ioas=io
vfio_bind c > idev vfd
vfio_attach c vfio=vfd pt=io
mock_replace c stdev=sd pt=hp > r`;

const ops = parseText(EVERYTHING).scenario.ops;

function live(state: Snapshot): unknown {
  return state.map((cell, address) => ({ ...cell, address })).filter((cell) => !cell.freed);
}

function check(found: Run): void {
  const idle = new Set(found.ops.map(({ last }) => last));
  found.frames.forEach(({ state, step }, frame) => {
    const broken = brokenLaws(state, idle.has(frame));
    if (broken.length) expect.fail(`${JSON.stringify(broken)} after ${narrate(found, frame).text}`);
    if (step?.touched.length) expect.fail(`freed memory touched: ${narrate(found, frame).text}`);
  });
  checkGains(found);
}

/** What a table gains is what it loses, once, and it is freed with nothing of it. */
const GAINS = [/^(joins|leaves) hwpt_list/, /^(is filled|is emptied)/, /^(gets|loses) its domain/];

function checkGains({ frames }: Run): void {
  const gained = new Set<string>();
  for (const { effect } of frames.flatMap(({ step }) => step ?? [])) {
    if (effect.do === 'free')
      expect([...gained].filter((one) => one.startsWith(`${effect.of} `))).toEqual([]);
    if (effect.do !== 'call') continue;
    GAINS.forEach((named, i) => {
      const [, way = ''] = named.exec(effect.what) ?? [];
      const one = `${effect.of} ${i}`;
      if (['joins', 'is filled', 'gets'].includes(way)) gained.add(one);
      else if (way) expect(gained.delete(one)).toBe(true);
    });
  }
}

function undone(found: Run, { first, last }: OpRun): void {
  expect(live(found.frames[last]?.state ?? [])).toEqual(live(found.frames[first]?.state ?? []));
}

/** The scenario up to an operation that fails so, and then its end. */
function failing(count: number, fails: NonNullable<Op['fails']>, design: DesignName = '7.3'): Run {
  const given = ops.slice(0, count);
  const last = given.at(-1) as Op;
  return run([...given.slice(0, -1), { ...last, fails }], designOf(design));
}

/** What an operation allocates, in order. */
function allocations(count: number): readonly string[] {
  const found: string[] = [];
  for (let nth = 1; nth < 20; nth++) {
    const { frames, ops } = failing(count, nth);
    if (ops[count - 1]?.outcome.errno !== 'ENOMEM') break;
    for (const { step } of frames)
      if (step?.effect.do === 'refuse') found.push(step.effect.why.replace(/^gets no memory for /, ''));
  }
  return found;
}

describe.each(ops.map((op, i) => [`${i + 1} ${op.name}`, op, i + 1] as const))('%s', (_, { name }, count) => {
  test('fails at its first allocation, at its second, and so on, and leaves nothing behind', () => {
    let failures = 0;
    for (let nth = 1; nth < 20; nth++) {
      const found = failing(count, nth);
      check(found);
      const opRun = found.ops[count - 1] as OpRun;
      if (opRun.outcome.errno === null) break;
      expect(opRun.outcome.errno).toBe('ENOMEM');
      undone(found, opRun);
      failures++;
    }
    expect(failures).toBeLessThan(10);
    if (/open|alloc|create|bind|attach|replace|map|pin/.test(name) && name !== 'access_replace')
      expect(failures).toBeGreaterThan(0);
  });
});

test('each allocation of an operation fails on its own, and there is no other', () => {
  const named = ops.map(({ name }, i) => `${name}: ${allocations(i + 1).join(', ')}`);
  expect([...new Set(named)].filter((line) => !line.endsWith(': '))).toEqual([
    'open: its context',
    'ioas_alloc: an object: ioas',
    'mock_domain: an object: selftest, an object: device, an object: hwpt_paging, its domain, an attach handle, what is mapped',
    'fault_alloc: an object: fault, its file',
    'hwpt_alloc: an object: hwpt_paging, its domain, what is mapped',
    'ioas_map: an area',
    'viommu_alloc: an object: viommu',
    'vdevice_alloc: an object: vdevice',
    'veventq_alloc: an object: veventq, its file',
    'hwpt_alloc: an object: hwpt_nested, its domain',
    'hw_queue_alloc: an object: hw_queue, the array of the pages of a queue, an object: access, an entry in its access_list, the list of its pinned pages',
    'access_create: an object: access, an entry in its access_list',
    'pin: the list of its pinned pages',
    'vfio_bind: an object: device',
    'vfio_attach: an attach handle',
    'mock_replace: an attach handle',
  ]);
});

test('a queue whose access comes first gives the access back when there is no memory for the queue', () => {
  const count = ops.findIndex(({ name }) => name === 'hw_queue_alloc') + 1;
  for (let nth = 1; ; nth++) {
    const found = failing(count, nth, 'v6');
    check(found);
    const opRun = found.ops[count - 1] as OpRun;
    if (opRun.outcome.errno === null) return expect(nth).toBe(6);
    undone(found, opRun);
  }
});

test('a failure that was reached is not said to have been missed', () => {
  for (const fails of [1, 'usercopy'] as const) {
    const found = failing(2, fails);
    expect(found.ops[1]?.outcome.errno).not.toBeNull();
    const { first = 0, last = 0 } = found.ops[1] ?? {};
    for (let frame = first + 1; frame <= last; frame++)
      expect(narrate(found, frame).text).not.toContain('no fault injected');
    expect(found.ops[1]?.outcome).not.toHaveProperty('injected');
  }
});

test.each(ops.flatMap((op, i) => (opSpec(op.name).answers ? [[`${i + 1} ${op.name}`, i + 1] as const] : [])))(
  '%s cannot tell user space its ID, and leaves nothing behind',
  (_, count) => {
    const found = failing(count, 'usercopy');
    check(found);
    const opRun = found.ops[count - 1] as OpRun;
    expect(opRun.outcome.errno).toBe('EFAULT');
    undone(found, opRun);
  },
);

test('every operation that answers is among them', () => {
  const answering = OP_NAMES.filter((name) => opSpec(name).answers);
  expect(answering.filter((name) => !ops.some((op) => op.name === name))).toEqual([]);
});

test.each([
  ['ioas_alloc c > io', 9, 'it made 1 allocation, and number 9 was to fail'],
  ['hwpt_alloc c dev=9 pt=i > h', 9, 'it made no allocation'],
  ['mock_domain c pt=i > s d h', 7, 'it made 6 allocations, and number 7 was to fail'],
  ['vdevice_alloc c viommu=9 dev=9 > vd', 'usercopy', 'it copied no result to user space'],
  ['close c', 1, 'it made no allocation'],
] as const)('%s with a failure that is never reached changes nothing but says so', (line, fails, why) => {
  const { ops: given } = parseText(`open > c\nioas_alloc c > i\n${line}`).scenario;
  const found = run([...given.slice(0, -1), { ...(given.at(-1) as Op), fails }], designOf('7.3'));
  const plain = run(given, designOf('7.3'));
  const { outcome, last = 0 } = found.ops[2] ?? {};
  expect(outcome).toEqual({ ...plain.ops[2]?.outcome, injected: false });
  const { op } = found.ops[2] as OpRun;
  expect(narrate(found, last).text).toBe(
    `the process returns from ${op.name} with no fault injected: ${why}`,
  );
  expect(record(found, '', '7.3', []).ops[2]).toMatchObject({ injected: false });
});

test('a failure that is never reached is over with its operation, and the next one goes well', () => {
  const text = 'open > c\nfailslab 2 ioas_alloc c > a\nioas_alloc c > b';
  const found = run(parseText(text).scenario.ops, designOf('7.3'));
  expect(found.ops.slice(1, 3).map(({ outcome }) => outcome.out)).toEqual([{ a: 1 }, { b: 2 }]);
});

test('a context that gets no memory is ENOMEM: no file, no descriptor, nothing to release', () => {
  const found = run(parseText('failslab 1 open > c\nopen > c').scenario.ops, designOf('7.3'));
  expect(found.ops.map(({ outcome }) => outcome.errno ?? outcome.out)).toEqual(['ENOMEM', { c: 3 }, {}]);
});

test(`one failure in a random sequence breaks no law and everything is freed, seed ${SEED}`, () => {
  const one = fc.record({
    drawn: opsArbitrary(24),
    at: fc.nat(24),
    fails: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant('usercopy' as const)),
  });
  fc.assert(
    fc.property(one, ({ drawn, at, fails }) => {
      const index = at % drawn.length;
      const found = run(
        drawn.map((op, i) => (i === index ? { ...op, fails } : op)),
        designOf('7.3'),
      );
      check(found);
      expect(['FREED', 'ALIVE']).toContain(judge(found, keepLedgers(found)).headline.name);
    }),
    { seed: SEED, numRuns: 800 },
  );
});

test.each(MAIN_DESIGNS)('%s: a queue whose ID cannot be copied out is undone to the last count', (name) => {
  const found = run(
    parseText(
      `${EVERYTHING.split('\n').slice(0, 8).join('\n')}\nfail_usercopy hw_queue_alloc c viommu=vi > q`,
    ).scenario.ops,
    designOf(name),
  );
  const opRun = found.ops.at(-2) as OpRun;
  expect(opRun.outcome.errno).toBe('EFAULT');
  undone(found, opRun);
});
