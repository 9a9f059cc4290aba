import { describe, expect, test } from 'vitest';
import { brokenLaws } from '../iommufd/index.ts';
import { QUEUE, runText, verdictOf } from './run/run.fixture.ts';

const MOST = 60;
const after = Array.from({ length: MOST }, (_, i) => i + 1);

/** What each step does, whoever does it. */
const effects = (text: string) => runText(text).frames.map(({ step }) => step?.effect);

test('a preempted thread that nobody comes between does what it would have done', () => {
  const whole = effects(`${QUEUE}\nbg hw_queue_alloc c viommu=vi index=1 > q1\njoin\nclose c`);
  for (const n of after)
    expect(effects(`${QUEUE}\nbg ${n} hw_queue_alloc c viommu=vi index=1 > q1\njoin\nclose c`)).toEqual(
      whole,
    );
});

test('the end of the process lets it go on', () => {
  for (const n of after) {
    const found = runText(`${QUEUE}\nbg ${n} destroy c q0`);
    expect(verdictOf(found).headline.name).toBe('FREED');
  }
});

// Whatever 7.3 does in one thread, another may come between any two steps of it. Two attaches of one device are no such
// pair: their callers hold a lock of the driver, which the selftest does not have.
describe.each([
  ['mmap', 'viommu_alloc c dev=dev hwpt=hp data=1 > vm', 'mmap c viommu=vm > m', 'destroy c vm'],
  ['a queue', 'ioas_alloc c > other', 'hw_queue_alloc c viommu=vi index=1 > q1', 'destroy c vi'],
  ['a queue and its memory', 'ioas_alloc c > other', 'destroy c q0', 'ioas_unmap c ioas=io'],
  [
    'a map and an unmap',
    'ioas_map c ioas=io iova=0x3000000',
    'ioas_map c ioas=io iova=0x2000000',
    'ioas_unmap c ioas=io all=1',
  ],
  ['an access and its DESTROY', 'access_create c ioas=io > acc', 'destroy c 9', 'close acc'],
  [
    'a vDEVICE and its device',
    'vfio_bind c > idev vfd',
    'vdevice_alloc c viommu=vi dev=idev > vd',
    'close vfd',
  ],
])('%s: preempted anywhere', (_, before, first, second) => {
  test.each(after)('after %i steps, nothing hangs, no law breaks, and all is freed', (n) => {
    const found = runText(`${QUEUE}\n${before}\nbg ${n} ${first}\n${second}\njoin\nclose c`);
    expect(found.ops.filter(({ hung }) => hung)).toEqual([]);
    const joined = found.ops.findIndex(({ op }) => op.name === 'join');
    for (const { last } of found.ops.slice(joined))
      expect(brokenLaws(found.frames[last]?.state ?? [], true)).toEqual([]);
    const { headline } = verdictOf(found);
    expect(headline.name, headline.because).toMatch(/^(FREED|HANG)$/);
    if (headline.name === 'HANG') expect(headline.because).toContain('waits 60 s');
  });
});
