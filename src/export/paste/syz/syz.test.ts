import { describe, expect, test } from 'vitest';
import { formatOp } from '../../../scenario/index.ts';
import { wrap } from '../../picture/wrap.ts';
import { readMail } from '../mail.ts';

const said = (program: string) => {
  const mail = readMail(program);
  if (mail.kind !== 'scenario') throw new Error(`that is ${mail.kind}: ${JSON.stringify(mail)}`);
  expect(mail.of).toBe('program');
  return { ops: mail.scenario.ops.map(formatOp), notes: mail.notes };
};

const OPEN = 'r0 = openat$iommufd(0xffffffffffffff9c, &(0x7f0000000080), 0x0, 0x0)';
const IOAS = 'ioctl$IOMMU_IOAS_ALLOC(r0, 0x3b81, &(0x7f00000000c0)={0xc, 0x0, <r1=>0x0})';
const MOCK =
  'ioctl$IOMMU_TEST_OP_MOCK_DOMAIN(r0, 0x3ba0, &(0x7f0000000140)={0x48, 0x2, r1, 0x0, <r2=>0x0, <r3=>0x0, <r4=>0x0})';
const BASE = [OPEN, IOAS, MOCK];
const BEFORE = ['open > r0', 'ioas_alloc r0 > r1', 'mock_domain r0 pt=r1 > r2 r4 r3'];

test('a program is a scenario, call by call', () => {
  const { ops, notes } = said(`${BASE.join('\n')}
ioctl$IOMMU_IOAS_MAP(r0, 0x3b85, &(0x7f0000000100)={0x28, 0x7, r1, 0x0, &(0x7f0000ffc000/0x1000)=nil, 0x1000, 0x1000000})
r5 = dup(r0)
ioctl$IOMMU_DESTROY$ioas(r0, 0x3b80, &(0x7f0000000180)={0x8, r1})
ioctl$IOMMU_IOAS_UNMAP$ALL(r5, 0x3b86, &(0x7f00000001c0)={0x18, r1, 0x0, 0xffffffffffffffff})
close(r0)
close(r5)
`);
  expect(notes).toEqual([]);
  expect(ops).toEqual([
    ...BEFORE,
    'ioas_map r0 ioas=r1',
    'dup r0 > r5',
    'destroy r0 r1',
    'ioas_unmap r5 ioas=r1 all=1',
    'close r0',
    'close r5',
  ]);
});

describe('each call that can be translated', () => {
  const NEST =
    'ioctl$IOMMU_HWPT_ALLOC(r0, 0x3b89, &(0x7f0000000200)={0x30, 0x1, r4, r1, <r5=>0x0, 0x0, 0x0, 0x0, 0x0})';
  const VIOMMU =
    'ioctl$IOMMU_VIOMMU_ALLOC(r0, 0x3b90, &(0x7f0000000240)={0x28, 0x0, 0xdeadbeef, r4, r5, <r6=>0x0})';
  const FAULT =
    'ioctl$IOMMU_FAULT_QUEUE_ALLOC(r0, 0x3b8e, &(0x7f0000000280)={0x10, 0x0, <r7=>0x0, <r8=>0xffffffffffffffff})';
  const ACCESS =
    'ioctl$IOMMU_TEST_OP_CREATE_ACCESS(r0, 0x3ba0, &(0x7f00000002c0)={0x48, 0x5, r1, 0x0, <r9=>0xffffffffffffffff, 0x1})';
  test.each<[string, readonly string[], string]>([
    ['a nest parent', [NEST], 'hwpt_alloc r0 dev=r4 pt=r1 nest_parent=1 > r5'],
    ['a vIOMMU', [NEST, VIOMMU], 'viommu_alloc r0 dev=r4 hwpt=r5 > r6'],
    [
      'a nested table',
      [
        NEST,
        'ioctl$IOMMU_HWPT_ALLOC(r0, 0x3b89, &(0x7f0000000200)={0x30, 0x0, r4, r5, 0x0, 0x0, 0xdead, 0x4, &(0x7f0000000300)=0x1})',
      ],
      'hwpt_alloc r0 dev=r4 pt=r5 nested=1',
    ],
    [
      'a vDEVICE',
      [
        NEST,
        VIOMMU,
        'ioctl$IOMMU_VDEVICE_ALLOC(r0, 0x3b91, &(0x7f0000000300)={0x18, r6, r4, <r10=>0x0, 0x7})',
      ],
      'vdevice_alloc r0 viommu=r6 dev=r4 virt=0x7 > r10',
    ],
    [
      'a hardware queue',
      [
        NEST,
        VIOMMU,
        'ioctl$IOMMU_HW_QUEUE_ALLOC(r0, 0x3b94, &(0x7f0000000300)={0x28, 0x0, r6, 0xdeadbeef, 0x1, <r10=>0x0, 0x2000000, 0x1000})',
      ],
      'hw_queue_alloc r0 viommu=r6 index=1 iova=0x2000000 > r10',
    ],
    [
      'an event queue',
      [
        NEST,
        VIOMMU,
        'ioctl$IOMMU_VEVENTQ_ALLOC(r0, 0x3b93, &(0x7f0000000300)={0x20, 0x0, r6, 0x2a, 0x8, <r10=>0x0, <r11=>0xffffffffffffffff})',
      ],
      'veventq_alloc r0 viommu=r6 depth=8 > r10 r11',
    ],
    ['a fault queue', [FAULT], 'fault_alloc r0 > r7 r8'],
    ['the descriptor of a fault queue', [FAULT, 'close(r8)'], 'close r8'],
    [
      'a table with a fault queue',
      [
        FAULT,
        'ioctl$IOMMU_HWPT_ALLOC(r0, 0x3b89, &(0x7f0000000200)={0x30, 0x4, r4, r1, 0x0, 0x0, 0x0, 0x0, 0x0, r7})',
      ],
      'hwpt_alloc r0 dev=r4 pt=r1 fault=r7',
    ],
    [
      'VFIO_IOAS',
      ['ioctl$IOMMU_VFIO_IOAS$SET(r0, 0x3b88, &(0x7f0000000300)={0xc, r1, 0x1})'],
      'vfio_ioas r0 op=1 ioas=r1',
    ],
    [
      'a mock with PASIDs',
      [
        'ioctl$IOMMU_TEST_OP_MOCK_DOMAIN_FLAGS(r0, 0x3ba0, &(0x7f0000000300)={0x48, 0xf, r1, 0x0, 0x0, 0x0, 0x0, 0x4})',
      ],
      'mock_domain r0 pt=r1 flags=4',
    ],
    [
      'a replacement',
      ['ioctl$IOMMU_TEST_OP_MOCK_DOMAIN_REPLACE(r0, 0x3ba0, &(0x7f0000000300)={0x48, 0xb, r2, 0x0, r1})'],
      'mock_replace r0 stdev=r2 pt=r1',
    ],
    ['an access', [ACCESS], 'access_create r0 ioas=r1 > r9'],
    [
      'a pin',
      [
        ACCESS,
        'ioctl$IOMMU_TEST_OP_ACCESS_PAGES(r0, 0x3ba0, &(0x7f0000000300)={0x48, 0x7, r9, 0x0, 0x0, <r10=>0x0, 0x5000, 0x1000, 0x0})',
      ],
      'pin r0 access=r9 iova=0x5000 > r10',
    ],
    [
      'a read',
      [
        ACCESS,
        'ioctl$IOMMU_TEST_OP_ACCESS_RW(r0, 0x3ba0, &(0x7f0000000300)={0x48, 0x8, r9, 0x0, 0x5000, 0x10, &(0x7f0000000400)="00", 0x1})',
      ],
      'access_rw r0 access=r9 iova=0x5000 len=0x10',
    ],
    [
      'another IOAS',
      [
        ACCESS,
        'ioctl$IOMMU_TEST_OP_ACCESS_REPLACE_IOAS(r0, 0x3ba0, &(0x7f0000000300)={0x48, 0xc, r9, 0x0, r1})',
      ],
      'access_replace r0 access=r9 ioas=r1',
    ],
    ['a number for an ID', ['ioctl$IOMMU_DESTROY(r0, 0x3b80, &(0x7f0000000180)={0x8, 0x2})'], 'destroy r0 2'],
    ['a number for a descriptor', ['close(0x3)'], 'close r0'],
    [
      'another context',
      [
        'r12 = openat$iommufd(0xffffffffffffff9c, &(0x7f0000000080), 0x0, 0x0)',
        'ioctl$IOMMU_DESTROY(r12, 0x3b80, &(0x7f0000000180)={0x8, r1})',
      ],
      'destroy r12 r1',
    ],
    ['a mapping', ['mmap(&(0x7f0000ffd000/0x1000)=nil, 0x1000, 0x3, 0x1, r0, 0x2000)'], 'mmap r0 off=0x2000'],
    ['the end', ['exit_group(0x0)'], 'exit'],
  ])('%s', (_, calls, op) => {
    const { ops, notes } = said([...BASE, ...calls].join('\n'));
    expect(notes).toEqual([]);
    expect(ops.at(-1)).toBe(op);
  });
});

test.each([
  ['ioctl$IOMMU_IOAS_COPY(r0, 0x3b83, &(0x7f0000000300)={0x28})', 'IOMMU_IOAS_COPY is not emulated'],
  ['ioctl$IOMMU_IOAS_ALLOC(r0, 0x3b81, 0x0)', 'its argument is NULL, so it returns EFAULT and does nothing'],
  ['ioctl$IOMMU_IOAS_ALLOC(r0, 0x3b81, &(0x7f00000000c0)={0xc, 0x1})', 'no operation has flags 0x1'],
  [
    'ioctl$IOMMU_IOAS_MAP(r0, 0x3b85, &(0x7f0000000100)={0x28, 0x6, r1, 0x0, &(0x7f0000ffc000/0x1000)=nil, 0x1000})',
    'the kernel chooses the IOVA',
  ],
  [
    'ioctl$IOMMU_TEST_OP_ACCESS_RW$syz(r0, 0x3ba0, &(0x7f0000000300)={0x48})',
    'its range counts areas, which no operation does',
  ],
  ['close(0xffffffffffffffff)', 'no translated call opens descriptor 0xffffffffffffffff'],
  ['bpf$MAP_CREATE(0x0, &(0x7f0000000300)={0x1}, 0x48)', 'bpf is not an operation on /dev/iommu'],
  [
    'ioctl$IOMMU_DESTROY(r1, 0x3b80, &(0x7f0000000180)={0x8, r1})',
    'r1 is an object ID; expected the label of an open context',
  ],
])('%s is left out, with the reason', (call, reason) => {
  const { ops, notes } = said([...BASE, call].join('\n'));
  expect(ops).toEqual(BEFORE);
  expect(notes).toEqual([`Line 4 is left out: ${reason}.`]);
});

test('what uses the result of a call that is left out is left out too, and names its line', () => {
  const { notes } = said(
    `${OPEN}\nioctl$IOMMU_IOAS_ALLOC(r0, 0x3b81, &(0x7f00000000c0)={0xc, 0x1, <r1=>0x0})\n${MOCK}`,
  );
  expect(notes[1]).toBe('Line 3 is left out: it uses r1 of line 2, which is left out.');
});

test('a program is read out of a quoted and broken mail, and calls at once are told', () => {
  const broken = [OPEN, IOAS].flatMap((call) => wrap(call, 50)).map((line) => `> ${line}`);
  const mail = ['Hi, the reproducer:', ...broken, '> close(r0) (async)', ''].join('\n');
  const { ops, notes } = said(mail);
  expect(ops).toEqual([...BEFORE.slice(0, 2), 'close r0']);
  expect(notes).toEqual(['Line 6 is read without (async): its calls run one after the other.']);
});

test.each([
  ['is cut off', 'ioctl$IOMMU_IOAS_ALLOC(r0, 0x3b81, &(0x7f0)={0xc'],
  ['has no values', 'ioctl$IOMMU_IOAS_ALLOC(r0, 0x3b81, {{{{)'],
  ['ends in a name', 'r7 = dup('],
])('a call that %s is named', (_, call) => {
  for (const program of [`${OPEN}\n${call}`, `${OPEN}\n${call}\n\nregards`, `${OPEN}\n${call}\nclose(r0)`])
    expect(said(program).notes).toEqual([
      'Line 2 is left out: it is cut off, or its arguments cannot be read.',
    ]);
});

test('what uses the result of a call that is cut off is left out too', () => {
  const lost = 'ioctl$IOMMU_IOAS_ALLOC(r0, 0x3b81, &(0x7f0)={0xc, 0x0, <r1=>0x0}';
  expect(said(`${OPEN}\n${lost}\n${MOCK}`).notes[1]).toBe(
    'Line 3 is left out: it uses r1 of line 2, which is left out.',
  );
});

test.each(['foo bar(baz', 'ioctl$X (r0'])('a line %j amid calls, or behind them, is named', (line) => {
  const note = `Line 2 was not understood: "${line}"`;
  expect(said(`${OPEN}\n${line}`).notes).toEqual([note]);
  expect(said(`${OPEN}\n${line}\n# a comment\n\nclose(r0)`).notes).toEqual([note]);
});

test.each([
  ['(fail_nth: 3)', 'fault injection is left out'],
  ['(async)', 'its calls run one after the other'],
  ['(rerun: 4)', 'the call is made once'],
  ['and so on', 'that was not understood'],
])('a call is read without %s, for its own reason', (asked, reason) => {
  expect(said(`${OPEN}\nclose(r0) ${asked}`).notes).toEqual([`Line 2 is read without ${asked}: ${reason}.`]);
});

test('a descriptor that is closed is said to be', () => {
  expect(said(`${OPEN}\nclose(r0)\nclose(0x3)`).notes).toEqual([
    'Line 3 is left out: descriptor 0x3 has been closed before.',
  ]);
});

test.each(['ioctl$IOMMU_OPTION(r0, 0x3b87, 0x0)', 'ioctl$IOMMU_IOAS_ALLOC(r0, 0x3b81, &(0x7f0)={0xc'])(
  'a program of which nothing can be translated says why: %s',
  (program) => {
    expect(readMail(program)).toMatchObject({
      kind: 'nothing',
      because: expect.stringMatching(
        /^No call of the syzkaller program can be translated\. Line 1 is left out: /,
      ),
    });
  },
);
