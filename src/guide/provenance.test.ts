import { describe, expect, test } from 'vitest';
import { DESIGN_NAMES, type DesignName, designOf, MAIN_DESIGNS, type Op } from '../iommufd/index.ts';
import { LIBRARY, parseText } from '../scenario/index.ts';
import { run } from '../trace/index.ts';
import { digestOfOps } from './canonical.ts';
import { KNOWN_FROM, provenanceOf } from './index.ts';
import { allRecorded } from './recorded.fixture.ts';

const RECORDED = allRecorded();

const known = (ops: readonly Op[], design: DesignName) => provenanceOf(run(ops, designOf(design)), design);
const ofText = (text: string, design: DesignName) => known(parseText(text).scenario.ops, design);

const QUEUE = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
hw_queue_alloc c viommu=vi index=0 > q0`;

test('what a kernel ran is recorded in its design, on that kernel', () => {
  for (const { name, ops, design, kernel } of RECORDED)
    expect([name, known(ops, design).tag]).toEqual([name, `recorded on ${kernel}`]);
});

test('what a kernel ran is recorded in no design in which it did not', () => {
  const recorded = new Set(RECORDED.map(({ ops, design }) => `${design} ${digestOfOps(ops)}`));
  for (const { name, ops } of RECORDED.filter((_, i) => i % 40 === 0))
    for (const design of DESIGN_NAMES) {
      // Where an operation kills the process, those after it are in no recording.
      const found = run(ops, designOf(design));
      const done = digestOfOps(found.ops.map(({ op }) => op));
      const isRecorded = provenanceOf(found, design).kind === 'recorded';
      expect([name, design, isRecorded]).toEqual([name, design, recorded.has(`${design} ${done}`)]);
    }
});

test('other labels change nothing, nor does a default that is written out, nor an exit', () => {
  expect(ofText(QUEUE, '7.3').kind).toBe('recorded');
  const renamed = QUEUE.replace(/\b(c|io|sd|dev|hw|hp|vi|q0)\b(?!=)/g, 'my_$1');
  expect(renamed).toContain('viommu_alloc my_c dev=my_dev');
  expect(ofText(renamed, '7.3').kind).toBe('recorded');
  expect(ofText(`${QUEUE.replace(' index=0', '')}\nexit`, '7.3').kind).toBe('recorded');
});

test('another operand, or the same label of another operation, is another scenario', () => {
  const digest = (text: string) => digestOfOps(parseText(text).scenario.ops);
  const two = 'open > c\nioas_alloc c > a\nioas_alloc c > b\n';
  const all = [`${two}destroy c a`, `${two}destroy c b`, `${two}destroy c 1`, `${two}close c`];
  expect(new Set(all.map(digest)).size).toBe(all.length);
  expect(digest('open > c\nopen > c\nclose c')).toBe(digest('open > a\nopen > b\nclose b'));
});

test('one operation more, and it is not recorded', () => {
  const more: Op = { name: 'open', operands: {}, labels: ['one_more'] };
  for (const { name, ops, design } of RECORDED)
    expect([name, known([more, ...ops], design).kind]).not.toEqual([name, 'recorded']);
});

describe('the rules are recorded where every operation has an outcome that was', () => {
  test('in another order', () => {
    expect(ofText(`open > spare\n${QUEUE}\nclose c`, '7.3')).toEqual({
      kind: 'recorded rules',
      tag: 'recorded rules',
      says: 'This scenario was not recorded, but each of its operations was, with the same outcome, in other scenarios on a real 7.3.4 kernel.',
    });
  });

  test('in a failure that was not recorded they are not', () => {
    expect(ofText('open > c\nfailslab 1 ioas_alloc c > io', '7.3')).toMatchObject({
      kind: 'emulated only',
      says: 'This scenario was not recorded, nor was “failslab ioas_alloc ENOMEM” in any other on a real 7.3.4 kernel.',
    });
  });

  test('nor in a thread that is preempted, though threads are', () => {
    const race = (prefix: string) => `open > c\nioas_alloc c > io\n${prefix} destroy c io\nclose c\njoin`;
    expect(ofText(race('bg 3'), '7.3').kind).toBe('emulated only');
    expect(ofText(race('bg'), 'v6').kind).toBe('emulated only');
  });
});

test('what was never built is said to be that', () => {
  const says = (design: DesignName) => {
    const { kind, says } = ofText(QUEUE, design);
    return [kind, says];
  };
  expect(says('macro')).toEqual([
    'counter-example',
    'macro is a counter-example: no kernel was ever like that, and none was built to record it.',
  ]);
  expect(says('my fix: naive, internalHoldsFile no')).toEqual([
    'emulated only',
    'Custom design: emulated only.',
  ]);
  expect(says('destroy-counts')).toEqual([
    'emulated only',
    'One old rule in the code of 7.3: emulated only.',
  ]);
  expect(says('6.16')).toEqual(['emulated only', 'Nothing was recorded in 6.16: emulated only.']);
  expect(says('v6')[1]).toBe(
    'This scenario ran on a real 7.3.4 kernel changed to v6, which came to the same after every operation.',
  );
  expect(says('no-area-lock')[0]).toBe('recorded');
});

test('a run of which nobody knows the end was not recorded', () => {
  for (const { id, scenario } of LIBRARY)
    for (const design of DESIGN_NAMES) {
      const found = run(scenario.ops, designOf(design));
      const { kind } = provenanceOf(found, design);
      expect(Object.keys(KNOWN_FROM)).toContain(kind);
      if (found.ops.some(({ hung }) => hung)) expect([id, kind]).not.toEqual([id, 'recorded rules']);
    }
});

test('the library in the main designs', async () => {
  const rows = LIBRARY.map(({ id, scenario }) => [
    id,
    ...[...new Set<DesignName>([...MAIN_DESIGNS, scenario.design])].map(
      (design) => `${design} ${known(scenario.ops, design).kind}`,
    ),
  ]);
  await expect(`${rows.map((row) => row.join(' · ')).join('\n')}\n`).toMatchFileSnapshot('./provenance.txt');
});
