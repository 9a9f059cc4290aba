import { expect, test } from 'vitest';
import { OP_NAMES, opSpec } from '../iommufd/index.ts';
import { runText } from './run/run.fixture.ts';

const CTX = 'open > c\nopen > other';
const IOAS = `${CTX}\nioas_alloc c > io\nioas_alloc c > io2`;
const MOCK = `${IOAS}\nmock_domain c pt=io flags=4 > sd dev hw\nmock_domain c pt=io flags=4 > sd2 dev2 hw2`;
const PARENT = `${MOCK}
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
hwpt_alloc c dev=dev pt=io pasid=1 > can
fault_alloc c > f ffd`;
const VIOMMU = `${PARENT}
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp data=1 > vi
viommu_alloc c dev=dev hwpt=hp > vi2`;
const CAN = `${PARENT}\nmock_replace c stdev=sd pt=can\nmock_replace c stdev=sd2 pt=can`;
const ACCESS = `${IOAS}
ioas_map c ioas=io len=0x2000
access_create c ioas=io > acc
access_create c ioas=io2 > acc2`;
const PINS = `${ACCESS}\npin c access=acc > p1\npin c access=acc len=0x2000 > p2`;
const VFIO = `${IOAS}\nvfio_bind c > dev vfd\nvfio_bind c > dev2 vfd2`;
const FORKS = `${CTX}\nfork > p\nfork > p2`;
const THREADS = `${IOAS}\nbg 1 ioas_alloc c\nbg 1 destroy c io`;

/**
 * What comes before, the operation with two values of an operand in braces, and what may show the difference after it.
 */
const ROWS: readonly (readonly [before: string, line: string, after?: string])[] = [
  [CTX, 'dup {c|other}', 'close c'],
  [CTX, 'close {c|other}'],
  [FORKS, 'kill {p|p2}'],
  [VIOMMU, 'mmap {c|other} viommu=vi'],
  [VIOMMU, 'mmap c viommu={vi|vi2}'],
  [VIOMMU, 'mmap c off={0x1000|0}'],
  [`${VIOMMU}\nmmap c viommu=vi > m\nmmap c viommu=vi > m2`, 'munmap {m|m2}'],
  ['', 'sleep ms={100|2000}'],
  [THREADS, 'resume thread={0|1}'],
  [THREADS, 'resume steps={1|5}'],
  [CTX, 'ioas_alloc {c|other}'],
  [IOAS, 'ioas_map {c|other} ioas=io'],
  [IOAS, 'ioas_map c ioas={io|io2}'],
  [IOAS, 'ioas_map c ioas=io iova={0x1000000|0}'],
  [IOAS, 'ioas_map c ioas=io len={0x1000|0}'],
  [MOCK, 'ioas_map c ioas=io va={0|1}'],
  [VIOMMU, 'ioas_unmap {c|other} ioas=io'],
  [VIOMMU, 'ioas_unmap c ioas={io|io2}'],
  [VIOMMU, 'ioas_unmap c ioas=io iova={0x1000000|0}'],
  [VIOMMU, 'ioas_unmap c ioas=io len={0x1000|0}'],
  [VIOMMU, 'ioas_unmap c ioas=io iova=0 all={0|1}'],
  [MOCK, 'hwpt_alloc {c|other} dev=dev pt=io'],
  [MOCK, 'hwpt_alloc c dev={dev|sd} pt=io'],
  [MOCK, 'hwpt_alloc c dev=dev pt={io|io2}'],
  [MOCK, 'hwpt_alloc c dev=dev pt=io nest_parent={0|1}'],
  [PARENT, 'hwpt_alloc c dev=dev pt=hp nested={0|1}'],
  [PARENT, 'hwpt_alloc c dev=dev pt=io fault={0|f}'],
  [MOCK, 'hwpt_alloc c dev=dev pt=io pasid={0|1}'],
  [PARENT, 'viommu_alloc {c|other} dev=dev hwpt=hp'],
  [PARENT, 'viommu_alloc c dev={dev|sd} hwpt=hp'],
  [PARENT, 'viommu_alloc c dev=dev hwpt={hp|can}'],
  [PARENT, 'viommu_alloc c dev=dev hwpt=hp data={0|1} > v', 'mmap c viommu=v'],
  [VIOMMU, 'vdevice_alloc {c|other} viommu=vi dev=dev'],
  [VIOMMU, 'vdevice_alloc c viommu={vi|vi2} dev=dev'],
  [VIOMMU, 'vdevice_alloc c viommu=vi dev={dev|dev2}'],
  [`${VIOMMU}\nvdevice_alloc c viommu=vi dev=dev`, 'vdevice_alloc c viommu=vi dev=dev2 virt={0x99|0x98}'],
  [VIOMMU, 'hw_queue_alloc {c|other} viommu=vi'],
  [VIOMMU, 'hw_queue_alloc c viommu={vi|vi2}'],
  [VIOMMU, 'hw_queue_alloc c viommu=vi index={0|1}'],
  [VIOMMU, 'hw_queue_alloc c viommu=vi iova={0x1000000|0}'],
  [VIOMMU, 'hw_queue_alloc c viommu=vi len={0x1000|0}'],
  [VIOMMU, 'hw_queue_alloc c viommu=vi type={0xdeadbeef|1}'],
  [VIOMMU, 'veventq_alloc {c|other} viommu=vi'],
  [VIOMMU, 'veventq_alloc c viommu={vi|vi2}'],
  [VIOMMU, 'veventq_alloc c viommu=vi depth={2|0}'],
  [CTX, 'fault_alloc {c|other}'],
  [IOAS, 'vfio_ioas {c|other} op=1 ioas=io'],
  [IOAS, 'vfio_ioas c op={0|1} ioas=io'],
  [IOAS, 'vfio_ioas c op=1 ioas={io|io2}'],
  [IOAS, 'destroy {c|other} io'],
  [IOAS, 'destroy c {io|io2}'],
  [IOAS, 'mock_domain {c|other} pt=io'],
  [IOAS, 'mock_domain c pt={io|io2}'],
  [IOAS, 'mock_domain c pt=io flags={0|2}'],
  [MOCK, 'mock_replace {c|other} stdev=sd pt=io2'],
  [MOCK, 'mock_replace c stdev={sd|sd2} pt=io2'],
  [MOCK, 'mock_replace c stdev=sd pt={io|io2}'],
  [CAN, 'pasid_attach {c|other} stdev=sd pt=can'],
  [CAN, 'pasid_attach c stdev={sd|sd2} pt=can'],
  [CAN, 'pasid_attach c stdev=sd pasid={100|0x100000} pt=can'],
  [CAN, 'pasid_attach c stdev=sd pt={can|hp}'],
  [CAN, 'pasid_detach {c|other} stdev=sd pasid=0'],
  [CAN, 'pasid_detach c stdev={sd|sd2} pasid=0'],
  [CAN, 'pasid_detach c stdev=sd pasid={100|0}'],
  [IOAS, 'access_create {c|other} ioas=io'],
  [IOAS, 'access_create c ioas={io|io2}'],
  [ACCESS, 'access_create c ioas=io pin={1|0} > a', 'pin c access=a'],
  [`${ACCESS}\nclose other`, 'access_replace {c|other} access=acc ioas=io2'],
  [ACCESS, 'access_replace c access={acc|acc2} ioas=io2'],
  [ACCESS, 'access_replace c access=acc ioas={io|io2}'],
  [`${ACCESS}\nclose other`, 'pin {c|other} access=acc'],
  [ACCESS, 'pin c access={acc|acc2}'],
  [ACCESS, 'pin c access=acc iova={0x1000000|0}'],
  [ACCESS, 'pin c access=acc len={0x1000|0}'],
  [`${PINS}\nclose other`, 'unpin {c|other} access=acc item=p1'],
  [PINS, 'unpin c access={acc|acc2} item=p1'],
  [PINS, 'unpin c access=acc item={p1|p2}'],
  [`${ACCESS}\nclose other`, 'access_rw {c|other} access=acc'],
  [ACCESS, 'access_rw c access={acc|acc2}'],
  [ACCESS, 'access_rw c access=acc iova={0x1000000|0}'],
  [ACCESS, 'access_rw c access=acc len={0x1000|0}'],
  [
    `${VFIO}\nclose vfd`,
    'vfio_bind c hw={no-nesting|no-pri} > d f',
    'hwpt_alloc c dev=d pt=io nest_parent=1',
  ],
  [`${VFIO}\nclose vfd`, 'vfio_bind c vfio={vfd|vfd2}'],
  [`${VFIO}\nvfio_attach c vfio=vfd pt=io`, 'vfio_detach c vfio={vfd|vfd2}'],
  [CTX, 'vfio_bind {c|other}'],
  [VFIO, 'vfio_attach c vfio={vfd|vfd2} pt=io'],
  [VFIO, 'vfio_attach c vfio=vfd pt={io|io2}'],
  [IOAS, 'hold {c|other} io'],
  [IOAS, 'hold c {io|io2}'],
  [IOAS, 'hold c io slot={0|1}', 'unhold'],
  [`${IOAS}\nhold c io`, 'unhold slot={0|1}'],
];

/** The operation and the operand that a row is about. */
function subject(line: string): string {
  const [name = '', ...words] = line.replace(/ >.*/, '').split(' ');
  const at = words.findIndex((word) => word.includes('{'));
  const [key = '', value] = words[at]?.split('=') ?? [];
  if (value !== undefined) return `${name} ${key}`;
  const spec = opSpec(OP_NAMES.find((one) => one === name) ?? 'open');
  return `${name} ${spec.operands.filter(({ positional }) => positional)[at]?.name}`;
}

/** What a process sees of a run up to its exit, and what the kernel is left with. */
function seen(text: string): unknown {
  const { ops, frames } = runText(text);
  const own = ops.filter(({ implicit }) => !implicit);
  return [
    own.map(({ outcome, hung, slept }) => [outcome, hung, slept]),
    frames[own.at(-1)?.last ?? 0]?.state,
  ];
}

test.each(ROWS.map((row) => [subject(row[1]), row] as const))('%s is used', (_, [before, line, after]) => {
  const [, one = '', other = ''] = /\{(.*)\|(.*)\}/.exec(line) ?? [];
  const [first, second] = [one, other].map((value) =>
    seen([before, line.replace(/\{.*\}/, value), after ?? ''].join('\n')),
  );
  expect(first).not.toEqual(second);
});

test('every operand of every operation has two values that make a difference: add a row for what is new', () => {
  const operands = OP_NAMES.flatMap((name) =>
    opSpec(name)
      .operands.filter(({ informs }) => !informs)
      .map((one) => `${name} ${one.name}`),
  );
  expect(ROWS.map(([, line]) => subject(line)).toSorted()).toEqual(operands.toSorted());
});

test('an ioctl of a VFIO device needs no descriptor of its context', () => {
  const asked = ['vfio_attach c vfio=vfd pt=1', 'vfio_detach c vfio=vfd'];
  const { ops } = runText([VFIO, 'close c', ...asked].join('\n'));
  const errnos = ops.filter(({ op }) => op.name.startsWith('vfio_')).map(({ outcome }) => outcome.errno);
  expect(errnos).toEqual([null, null, null, null]);
});
