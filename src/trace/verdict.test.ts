import { describe, expect, test } from 'vitest';
import { type DesignName, designOf, MAIN_DESIGNS } from '../iommufd/index.ts';
import { LIBRARY } from '../scenario/index.ts';
import { narrate, run, type VerdictName } from './index.ts';
import { MOCK, QUEUE, runText, verdictOf } from './run/run.fixture.ts';
import { VERDICTS } from './verdict.ts';

const TIMED_OUT_ACCESS = `open > c
ioas_alloc c > io
access_create c ioas=io > acc
hold c 2 slot=0
bg close acc
join
unhold slot=0
destroy c 2`;

/** A scenario for every verdict, what it says, and the operation in which it was decided. */
const CASES: readonly [VerdictName, DesignName, text: string, because: string, decided: number][] = [
  ['FREED', '7.3', `${QUEUE}\nclose c`, 'the context and every object were released', 7],
  ['FREED', '7.3', 'exit', 'no context was opened', 0],
  [
    'LEAK',
    'naive',
    `${QUEUE}\nclose c`,
    'access 8 pins the context file, and only the release of that file would destroy it: ictx → hw_queue 7 → access 8 → ictx; the context file and 8 objects are leaked; hw_queue 7 still reads memory',
    7,
  ],
  [
    'BAD PUT',
    'v6-queue-first+ops',
    `${QUEUE}\ndestroy c q0`,
    'iommufd_ctx_put follows a bad pointer: BUG: kernel NULL pointer dereference, address: 0000000000000000',
    7,
  ],
  [
    'NO PROGRESS',
    '7.3',
    `${MOCK}\nhold c io slot=0\nclose c`,
    'a pass of the release found no object with one user: ioas 1 is leaked',
    4,
  ],
  [
    'HANG',
    '7.3',
    `${MOCK}\nhold c dev slot=0\nbg destroy c sd\nunhold slot=0\njoin`,
    'iommufd_object_dec_wait waits 60 s for device 3',
    4,
  ],
  [
    'UAF',
    '7.3',
    TIMED_OUT_ACCESS,
    '__mutex_lock.constprop.0 touches the file of access 2, which is freed',
    7,
  ],
  [
    'WARN',
    'no-area-lock',
    `${QUEUE}\nioas_unmap c ioas=io`,
    'iopt_unmap_iova_range: WARNING: io_pagetable.c:802 at iopt_unmap_iova_range',
    7,
  ],
  ['ALIVE', '7.3', 'open > c\nfork > p', 'a child of the process still holds a context', 2],
];

describe('a run is', () => {
  test.each(CASES)('%s in %s', (name, design, text, because, decided) => {
    const found = runText(text, design);
    const { headline } = verdictOf(found);
    expect([headline.name, headline.because]).toEqual([name, because]);
    expect(found.frames[headline.frame]?.op).toBe(decided);
  });

  test('each of the verdicts, but for REFUSED, which is no headline', () => {
    expect(new Set(CASES.map(([name]) => name))).toEqual(
      new Set(VERDICTS.filter((name) => name !== 'REFUSED')),
    );
  });
});

test('what is refused is found, and the headline is about something else', () => {
  const { headline, findings } = verdictOf(runText(`${QUEUE}\ndestroy c io\nclose c`));
  expect(findings.map(({ name, because }) => [name, because])).toEqual([
    ['REFUSED', 'destroy returns EBUSY'],
  ]);
  expect(headline.name).toBe('FREED');
});

test('two contexts that leak are two findings, each with its own chain', () => {
  const second = QUEUE.replaceAll(/(?<=[ =])(c|io|sd|dev|hw|hp|vi|q0)\b(?!=)/g, '$12');
  const { findings } = verdictOf(runText(`${QUEUE}\n${second}\nclose c\nclose c2`, 'naive'));
  expect(findings.map(({ name, because }) => [name, because])).toEqual(
    [1, 2].map((n) => [
      'LEAK',
      `access 8 of ictx ${n} pins the context file, and only the release of that file would destroy it: ` +
        `ictx ${n} → hw_queue 7 of ictx ${n} → access 8 of ictx ${n} → ictx ${n}; ` +
        `context file ${n} and 8 objects are leaked; hw_queue 7 of ictx ${n} still reads memory`,
    ]),
  );
});

test('a leak names every access that pins the file, counts what is lost, and says what hardware still reads', () => {
  const second = 'ioas_map c ioas=io iova=0x1001000\nhw_queue_alloc c viommu=vi index=1 iova=0x1001000 > q1';
  const { headline } = verdictOf(runText(`${QUEUE}\n${second}\nclose c`, 'naive'));
  expect(headline.because).toBe(
    'access 8 and access 10 pin the context file, and only the release of that file would destroy them: ' +
      'ictx → hw_queue 7 → access 8 → ictx; ' +
      'the context file and 10 objects are leaked; hw_queue 7 and hw_queue 9 still read memory',
  );
});

test('a leak counts what is lost at the end, not what a device on its way out still takes along', () => {
  const { headline } = verdictOf(
    runText(
      `open > c\nioas_alloc c > io\nvfio_bind c > dev vfd\nhwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io\nviommu_alloc c dev=dev hwpt=hp > vi\nhw_queue_alloc c viommu=vi > q0\nclose c\nclose vfd`,
      'naive',
    ),
  );
  expect(headline.because).toContain(
    'the context file and 5 objects are leaked; hw_queue 5 still reads memory',
  );
});

test('a release that makes no progress names all that it leaves', () => {
  const { headline } = verdictOf(runText(`${MOCK}\nhold c sd slot=0\nclose c`));
  expect(headline.because).toBe(
    'a pass of the release found no object with one user: ioas 1, selftest 2, device 3 and hwpt_paging 4 are leaked',
  );
});

test('two contexts that are freed are contexts', () => {
  const { headline } = verdictOf(runText('open > c\nopen > c2'));
  expect(headline.because).toBe('the contexts and every object were released');
});

test('a leak is decided when the last task lets go, not before: each earlier moment could still end well', () => {
  const found = runText(`${QUEUE}\ndup c > d\nclose c\nclose d`, 'naive');
  const { headline } = verdictOf(found);
  expect(found.ops[found.frames[headline.frame]?.op ?? 0]?.op).toMatchObject({
    name: 'close',
    operands: { fd: 'd' },
  });
  expect(narrate(found, headline.frame).text).toContain('fd 4 puts its reference');
});

test('a leak is decided when the count has come to rest: VFIO, on its way out, still gives back what it has', () => {
  const found = runText(
    `open > c\nioas_alloc c > io\nvfio_bind c > dev vfd\nhwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io\nviommu_alloc c dev=dev hwpt=hp > vi\nhw_queue_alloc c viommu=vi > q0\nclose c\nclose vfd`,
    'naive',
  );
  const { headline } = verdictOf(found);
  expect(narrate(found, headline.frame).text).toBe(
    "the VFIO device file puts VFIO's reference on the context file: context file, file count 2 → 1",
  );
});

test('a file that a dead thread still holds leaks without a cycle', () => {
  const dead = TIMED_OUT_ACCESS.replace('destroy c 2', 'bg destroy c 2\njoin');
  const { findings } = verdictOf(runText(dead));
  expect(findings.map(({ name }) => name)).toEqual(['HANG', 'WARN', 'UAF', 'BAD PUT', 'LEAK']);
  expect(findings.at(-1)?.because).toMatch(
    /^the context file keeps a count of 2 that nobody will put; the context file and 2 objects are leaked$/,
  );
});

describe.each(LIBRARY.map(({ id, scenario }) => [id, scenario.ops] as const))('built-in %s', (_, ops) => {
  test.each(MAIN_DESIGNS)('%s: findings stand in the order in which they were decided', (name) => {
    const found = run(ops, designOf(name));
    const { headline, findings } = verdictOf(found);
    expect(findings.map(({ frame }) => frame)).toEqual(
      findings.map(({ frame }) => frame).sort((a, b) => a - b),
    );
    expect(headline.because.length).toBeGreaterThan(10);
    for (const { frame } of [headline, ...findings]) expect(found.frames[frame]).toBeDefined();
  });
});
