import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenLaws, DESIGN_NAMES, type DesignName, designOf, PRESETS } from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import { type Run, run } from './index.ts';
import { QUEUE, runText, verdictOf } from './run/run.fixture.ts';

const SEED = 20261123;

/** An external access has pinned one range of an IOAS, a queue another. */
const TWO_RANGES = `${QUEUE}
ioas_map c ioas=io iova=0x1002000
access_create c ioas=io > acc
pin c access=acc iova=0x1002000 > p`;
const UNMAP = `${TWO_RANGES}\nioas_unmap c ioas=io iova=0x1002000`;
const VDEVICE = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
viommu_alloc c dev=dev hwpt=hp > vi
vfio_bind c > idev vfd\nvdevice_alloc c viommu=vi dev=idev > vd`;
const HELD =
  'open > c\nvfio_bind c > dev vfd\nhold c dev slot=0\nbg close vfd\nsleep ms=15000\nunhold slot=0\njoin';
/** Two threads: one is preempted in the middle. */
const MMAP_RACE =
  'open > c\nioas_alloc c > io\nmock_domain c pt=io > sd dev hw\nhwpt_alloc c dev=dev pt=io nest_parent=1 > hp\nviommu_alloc c dev=dev hwpt=hp data=1 > vi\nbg 5 mmap c viommu=vi > m\ndestroy c vi\njoin\nclose c';
const DESTROY_RACE =
  'open > c\nioas_alloc c > io\naccess_create c ioas=io > acc\nbg 6 destroy c 2\nclose acc\njoin\nclose c';
const FAILED_ATTACH = 'open > c\nioas_alloc c > io\nfailslab 6 mock_domain c pt=io';
const FAILED_FAULT = 'open > c\nfail_usercopy fault_alloc c > f ffd';

/** What a scenario comes to: everything found but what was refused on purpose, and the errno of each operation. */
function found(text: string, design: DesignName) {
  const one = runText(text, design);
  const { findings, headline } = verdictOf(one);
  const faults = findings.filter(({ name }) => name !== 'REFUSED' && name !== 'FREED');
  return {
    headline: headline.name,
    faults: faults.map(({ name, because }) => `${name}: ${because}`).join('\n'),
    errnos: one.ops.flatMap(({ outcome }) => outcome.errno ?? []),
    slept: one.ops.reduce((sum, { slept }) => sum + slept, 0),
  };
}

describe('each bug of the history shows itself, and 7.3 does not have it', () => {
  test.each<[DesignName, string, object, object]>([
    [
      'external-no-ops',
      'open > c\nioas_alloc c > io\naccess_create c ioas=io > acc\nclose acc',
      { headline: 'LEAK' },
      { headline: 'FREED' },
    ],
    ['stored-ictx', `${QUEUE}\ndestroy c q0\nioas_alloc c > x`, { headline: 'UAF' }, { headline: 'FREED' }],
    [
      'stored-ictx',
      `${QUEUE}\nclose c`,
      { headline: 'BAD PUT', faults: expect.stringContaining('imbalanced put on file reference count') },
      { headline: 'FREED' },
    ],
    [
      'no-zeroing',
      `${QUEUE}\ndestroy c q0`,
      { headline: 'BAD PUT', faults: expect.stringContaining('iommufd_ctx_put follows a bad pointer') },
      { headline: 'FREED' },
    ],
    ['macro', `${QUEUE}\ndestroy c q0`, { headline: 'BAD PUT' }, { headline: 'FREED' }],
    ['v7', UNMAP, { headline: 'FREED', errnos: ['EBUSY'] }, { headline: 'FREED', errnos: [] }],
    [
      '6.17',
      `${UNMAP}\ndestroy c q0`,
      {
        headline: 'HANG',
        slept: 60_000,
        errnos: [],
        faults: expect.stringMatching(/WARN: iommufd_object_destroy_user|WARN: iommufd_hw_queue_destroy/),
      },
      { headline: 'FREED', slept: 0 },
    ],
    [
      '6.17',
      `${UNMAP}\nclose acc\nclose c`,
      { slept: 60_000, faults: expect.stringContaining('NO PROGRESS') },
      { headline: 'FREED', slept: 0 },
    ],
    ['6.17-rc6', FAILED_FAULT, { headline: 'UAF' }, { headline: 'FREED' }],
    [
      '6.16',
      `${VDEVICE}\nclose vfd\ndestroy c vd`,
      { headline: 'FREED', faults: '', errnos: [] },
      { headline: 'FREED', errnos: ['ENOENT'] },
    ],
    [
      'vdevice-uncounted',
      `${VDEVICE}\nclose vfd\ndestroy c vd`,
      { headline: 'UAF' },
      { headline: 'FREED', errnos: ['ENOENT'] },
    ],
    [
      'abort-under-lock',
      `${QUEUE}\nfail_usercopy hwpt_alloc c dev=dev pt=io`,
      { headline: 'HANG', faults: expect.stringContaining('waits for mutex') },
      { headline: 'FREED', errnos: ['EFAULT'] },
    ],
    ['abort-late-fput', FAILED_FAULT, { headline: 'UAF' }, { headline: 'FREED' }],
    [
      'abort-extra-user',
      FAILED_ATTACH,
      { headline: 'BAD PUT', faults: expect.stringContaining('frees hwpt_paging 4, which still has users') },
      { headline: 'FREED', errnos: ['ENOMEM'] },
    ],
    ['abort-leaks-used', FAILED_ATTACH, { headline: 'WARN' }, { headline: 'FREED', errnos: ['ENOMEM'] }],
    [
      'ten-seconds',
      HELD,
      { faults: expect.stringContaining('at iommufd_device_unbind') },
      { slept: 60_000, faults: expect.not.stringContaining('WARN') },
    ],
    ['late-mmap-count', MMAP_RACE, { headline: 'UAF', errnos: [] }, { headline: 'FREED', errnos: ['EBUSY'] }],
    [
      'destroy-counts',
      DESTROY_RACE,
      { headline: 'UAF', faults: expect.stringContaining('at iommufd_access_destroy') },
      { headline: 'FREED', faults: '', errnos: ['EBUSY'] },
    ],
    ['put-wakes', HELD, { slept: 15_000 }, { slept: 60_000 }],
  ])('%s', (design, text, there, in73) => {
    expect(found(text, design)).toMatchObject(there);
    expect(found(text, '7.3')).toMatchObject(in73);
  });
});

function lawsBroken({ frames, ops }: Run): ReadonlySet<string> {
  let threads = 0;
  const idle = new Set<number>();
  for (const { op, last } of ops) {
    if (op.background) threads++;
    if (op.name === 'join') threads = Math.max(0, threads - 1);
    if (threads === 0) idle.add(last);
  }
  return new Set(frames.flatMap(({ state }, i) => brokenLaws(state, idle.has(i)).map(({ law }) => law)));
}

describe(`a design breaks the laws that it says it breaks, and no other, seed ${SEED}`, () => {
  const drawn = fc.sample(
    fc.record({
      ops: opsArbitrary(24),
      at: fc.nat(40),
      fails: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant('usercopy' as const)),
    }),
    { numRuns: 60, seed: SEED },
  );
  test.each(DESIGN_NAMES)('%s', (name) => {
    const runs = drawn.map(({ ops, at, fails }) =>
      run(
        ops.map((op, i) => (i === at ? { ...op, fails } : op)),
        designOf(name),
      ),
    );
    const told = [
      FAILED_FAULT,
      FAILED_ATTACH,
      MMAP_RACE,
      DESTROY_RACE,
      `${UNMAP}\ndestroy c q0`,
      `${VDEVICE}\nclose vfd`,
      `${QUEUE}\nfail_usercopy hwpt_alloc c dev=dev pt=io`,
    ];
    for (const text of told) runs.push(runText(text, name));
    const broken = new Set(runs.flatMap((one) => [...lawsBroken(one)]));
    expect([...broken].sort()).toEqual([...PRESETS[name].breaks].sort());
  });
});
