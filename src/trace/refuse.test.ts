import { describe, expect, test } from 'vitest';
import { DESIGN_NAMES, designOf } from '../iommufd/index.ts';
import { LIBRARY } from '../scenario/index.ts';
import { judge, keepLedgers, markOf, narrate, type Run, run } from './index.ts';
import { RECORDINGS, rerun } from './recordings.fixture.ts';
import { QUEUE, runText } from './run/run.fixture.ts';

/** Every refusal is found in a micro-step of its own operation, marked as one, that names the errno or the count. */
function checkRefusals(found: Run): number {
  const { findings } = judge(found, keepLedgers(found));
  const refused = findings.filter(({ name }) => name === 'REFUSED');
  const failed = found.ops.filter(({ outcome }) => outcome.errno);
  expect(refused).toHaveLength(failed.length);
  for (const { op, outcome, first, last } of failed) {
    const one = refused.find(
      ({ frame, because }) =>
        because === `${op.name} returns ${outcome.errno}` &&
        (op.name === 'join' || frame > first) &&
        frame <= last,
    );
    const step = found.frames[one?.frame ?? -1]?.step;
    if (!one || !step) expect.fail(`${op.name} returns ${outcome.errno}, and no micro-step says why`);
    expect(markOf(step)).toBe('refuse');
    const { text } = narrate(found, one.frame);
    if (step.effect.do === 'refuse') expect(text).toContain(`: −${outcome.errno}`);
    else
      expect([outcome.errno, text]).toEqual(['EBUSY', expect.stringMatching(/ stays: users is \d+, not 1$/)]);
  }
  return failed.length;
}

describe.each(RECORDINGS)('recordings in %s', (_, all) => {
  test('every errno has a micro-step at the check that failed', () => {
    for (const kernel of all) checkRefusals(rerun(kernel));
  });
});

test.each(LIBRARY.map(({ id, scenario }) => [id, scenario.ops] as const))(
  'built-in %s: every errno has a micro-step at the check that failed, in every design',
  (_, ops) => {
    for (const name of DESIGN_NAMES) checkRefusals(run(ops, designOf(name)));
  },
);

describe('a refusal is said at the check, before anything is undone:', () => {
  const said = (line: string, setup = QUEUE) => {
    const found = runText(`${setup}\n${line}`);
    expect(checkRefusals(found)).toBe(1);
    const { findings } = judge(found, keepLedgers(found));
    const frame = findings.find(({ name }) => name === 'REFUSED')?.frame ?? 0;
    const { fn, text } = narrate(found, frame);
    return [fn, text];
  };
  test.each([
    ['destroy c 99', 'iommufd_object_remove', 'the ictx has no object under ID 99: −ENOENT'],
    ['ioas_map c ioas=99', 'iommufd_get_object', 'the ictx has no ioas under ID 99: −ENOENT'],
    [
      'hw_queue_alloc c viommu=vi > q',
      'mock_hw_queue_init_phys',
      'viommu 6 has a queue at index 0 already: −EEXIST',
    ],
    [
      'hw_queue_alloc c viommu=vi type=0 > q',
      'iommufd_hw_queue_alloc_ioctl',
      'the ictx makes no queue of type 0: −EOPNOTSUPP',
    ],
    [
      'hw_queue_alloc c viommu=vi iova=0x5000000 > q',
      'iommufd_access_pin_pages',
      'ioas 1 has nothing mapped at 0x5000000: −ENOENT',
    ],
    [
      'ioas_unmap c ioas=io',
      'iopt_unmap_iova_range',
      'area 0x1000000 is locked by the pin of a hw_queue: −EBUSY',
    ],
    [
      'hwpt_alloc c dev=dev pt=hw nested=1 > h',
      'iommufd_hwpt_nested_alloc',
      'hwpt_paging 4 is not a nest parent: −EINVAL',
    ],
    ['ioas_map c ioas=io', 'iopt_alloc_area_pages', 'area 0x1000000 is in the range already: −EEXIST'],
    ['close c\nclose c', 'close', 'the process has no such descriptor: −EBADF'],
    ['join', 'join', 'the process has nothing in the background: −ESRCH'],
    ['destroy c hp', 'iommufd_object_remove', 'hwpt_paging 5 stays: users is 2, not 1'],
  ])('%s', (line, fn, text) => {
    expect(said(line)).toEqual([fn, text]);
  });

  test('a queue without the one before it', () => {
    expect(said('hw_queue_alloc c viommu=vi index=1 > q', `${QUEUE}\ndestroy c q0`)).toEqual([
      'mock_hw_queue_init_phys',
      'viommu 6 has no queue at index 0, which queue 1 depends on: −EIO',
    ]);
  });
});

test('an empty IOAS is unmapped and destroyed without a refusal', () => {
  const found = runText('open > c\nioas_alloc c > io\nioas_unmap c ioas=io all=1\ndestroy c io');
  expect(found.frames.filter(({ step }) => step?.effect.do === 'refuse')).toEqual([]);
});

test('a page table leaves its IOAS after hwpt_list and before its domain is freed, under both write locks', () => {
  const found = runText('open > c\nioas_alloc c > io\nmock_domain c pt=io > sd dev hw\ndestroy c sd');
  const texts = found.frames.map((_, frame) => narrate(found, frame).text);
  const from = texts.indexOf('hwpt_paging 4 leaves hwpt_list');
  expect(texts.slice(from, from + 8)).toEqual([
    'hwpt_paging 4 leaves hwpt_list',
    'releases mutex of ioas 1',
    'takes domains_rwsem of ioas 1 for write',
    'takes iova_rwsem of ioas 1 for write',
    'hwpt_paging 4 is emptied of what is mapped',
    'releases iova_rwsem of ioas 1',
    'releases domains_rwsem of ioas 1',
    'hwpt_paging 4 loses its domain: iommu_domain_free',
  ]);
});

test('pins take iova_rwsem for read, and the counters of an area change under the mutex of its pages', () => {
  const found = runText(QUEUE);
  const texts = found.frames.map((_, frame) => narrate(found, frame).text);
  const from = texts.indexOf('takes iova_rwsem of ioas 1 for read');
  expect(texts.slice(from + 1, from + 5)).toEqual([
    'takes pages->mutex of area 0x1000000',
    'access 8 takes its pin of the area: area 0x1000000, num_accesses 0 → 1',
    'access 8 takes its lock on the area: area 0x1000000, num_locks 0 → 1',
    'releases pages->mutex of area 0x1000000',
  ]);
});
