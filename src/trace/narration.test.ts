import { describe, expect, test } from 'vitest';
import { CUTTABLE, DESIGN_NAMES, type DesignName, designOf } from '../iommufd/index.ts';
import { SATURATED } from '../machine/index.ts';
import { LIBRARY } from '../scenario/index.ts';
import { formatCount, kernelLog, markOf, nameOf, narrate, type Run, run } from './index.ts';
import { MOCK, QUEUE, runText } from './run/run.fixture.ts';

function checkAll(found: Run): void {
  for (const [frame, { step, op, state }] of found.frames.entries()) {
    const { fn, text } = narrate(found, frame);
    const says = (what: string) => {
      if (!text.includes(what)) expect.fail(`frame ${frame}: "${text}" says nothing of ${what}`);
    };
    if (text.trim().length < 5) expect.fail(`frame ${frame}: "${text}"`);
    if (/undefined|NaN|\[object/.test(text)) expect.fail(`frame ${frame}: "${text}"`);
    if (step?.effect.do === 'count') {
      const { of, from, to, op: how } = step.effect;
      says(nameOf(state, of));
      if (from !== to && to !== SATURATED) says(how === 'set' ? `set to ${to}` : `${from} → ${to}`);
    }
    if (step) expect(fn).toBe(step.stack.at(-1) ?? found.ops[op]?.op.name);
  }
}

describe.each(LIBRARY.map(({ id, scenario }) => [id, scenario.ops] as const))('built-in %s', (_, ops) => {
  test.each(DESIGN_NAMES)('%s: every frame has a sentence, in the name of the innermost function', (name) => {
    checkAll(run(ops, designOf(name)));
  });
});

const EVERYTHING = `${QUEUE}
vdevice_alloc c viommu=vi dev=dev > vd
veventq_alloc c viommu=vi > ve vefd
fault_alloc c > f ffd
hwpt_alloc c dev=dev pt=hp nested=1 > n
mock_replace c stdev=sd pt=hp > r
access_create c ioas=io > acc
ioas_map c ioas=io iova=0x2000000
pin c access=acc iova=0x2000000 > pn
ioas_unmap c ioas=io iova=0x2000000
viommu_alloc c dev=dev hwpt=hp data=1 > v2
mmap c viommu=v2 > m
fork > p
hold c io slot=0
bg close acc
hold c dev slot=1
bg destroy c sd
unhold slot=1
join
join
kill p
munmap m
unhold slot=0
vfio_bind c > idev vfd
vfio_attach c vfio=vfd pt=io`;

const MORE = `open > c2
ioas_alloc c2 > io2
mock_domain c2 pt=io2 > sd2 dev2 hw2
hwpt_alloc c2 dev=dev2 pt=io2 nest_parent=1 > hp2
fault_alloc c2 > f2 ffd2
viommu_alloc c2 dev=dev2 hwpt=hp2 > vi2
hwpt_alloc c2 dev=dev2 pt=vi2 nested=1 fault=f2 > n2
ioas_map c2 ioas=io2 iova=0x1000000 len=0x10000
hw_queue_alloc c2 viommu=vi2 > q2
hw_queue_alloc c2 viommu=vi2 index=1 > q3`;

test('everything there is has a sentence', () => {
  for (const name of DESIGN_NAMES) checkAll(runText(EVERYTHING, name));
});

describe('a sentence', () => {
  const found = runText(`${QUEUE}\nclose c`, 'naive');
  const texts = found.frames.map((_, frame) => narrate(found, frame).text);

  test('says of a count who, what, of whom, and from what to what', () => {
    expect(texts).toContain('access 8 takes its context file reference: context file, file count 1 → 2');
    expect(texts).toContain('hw_queue 7 takes its reference on the vIOMMU: viommu 6, users 2 → 3');
    expect(texts).toContain('fd 3 puts its reference on the file: context file, file count 2 → 1');
  });

  test('says of a slot what that means for a look-up', () => {
    expect(texts).toContain('ID 7 is reserved; look-ups cannot find the object yet');
    expect(texts).toContain('hw_queue 7 is published: any thread can now find it');
  });

  test('says in a design without the reference that there is none to take or to put', () => {
    const merged = runText(`${QUEUE}\ndestroy c q0`);
    const said = merged.frames.map((_, frame) => narrate(merged, frame).text);
    expect(said).toContain(
      'access 8 takes no reference on the context file: it is internal, and access->ictx is NULL',
    );
    expect(said).toContain(
      'access 8 has no reference on the context file to put: it is internal, and access->ictx is NULL',
    );
    expect(said).toContain('hw_queue 7 has no user but the xarray, which puts its reference: users 1 → 0');
  });

  test('says of the pointer of an internal access what it is in each design', () => {
    const taken = (design: DesignName) => {
      const one = runText(QUEUE, design);
      return one.frames
        .map((_, frame) => narrate(one, frame).text)
        .filter((text) => /no reference/.test(text));
    };
    expect(taken('stored-ictx')).toEqual(['access 8 takes no reference on the context file: it is internal']);
    expect(taken('no-zeroing')).toEqual([
      'access 8 takes no reference on the context file: it is internal, and access->ictx is uninitialised',
    ]);
  });

  test.each(CUTTABLE)('says that the design leaves %s out, not that its holder is internal', (role) => {
    const runs = [EVERYTHING, MORE].map((text) => runText(text, `x: naive, without ${role}`));
    const said = runs
      .flatMap((one) => one.frames.map((_, frame) => narrate(one, frame).text))
      .filter((text) => /no reference/.test(text));
    expect(said.length).toBeGreaterThan(0);
    for (const text of said) expect(text).toMatch(new RegExp(`: this design leaves ${role} out$`));
  });

  test('says of a saturated count that it counts no more, and not that a reference is taken', () => {
    const state = [
      { kind: 'NULL', freed: true },
      { kind: 'ioas', id: 1, freed: false },
      { kind: 'access', id: 2, freed: false },
    ];
    const at = (op: 'inc' | 'dec') => {
      const ref = { role: 'access->ioas', by: 2 };
      const effect = {
        do: 'count',
        op,
        of: 1,
        count: 'users',
        from: SATURATED,
        to: SATURATED,
        ok: true,
        ref,
      } as const;
      const step = { task: 0, stack: [], effect, touched: [] };
      return narrate({ ...found, frames: [{ state, step, op: 0 }] } as unknown as Run, 0).text;
    };
    expect(at('inc')).toBe('access 2 takes no reference on ioas 1: users is saturated');
    expect(at('dec')).toBe(
      'access 2 puts its reference on the IOAS, which changes nothing: ioas 1, users is saturated',
    );
  });

  test('says of the sweep what it passes over, and why', () => {
    const merged = runText(`${QUEUE}\nclose c`);
    const said = merged.frames.map((_, frame) => narrate(merged, frame).text);
    expect(said).toContain('ioas 1 stays: users is 4, not 1');
    expect(said).toContain('pass 1 over the objects, by ascending ID');
  });

  test('says of a field what it means, and names both pointers of an access where both are set', () => {
    const many = runText(
      `open > c\nioas_alloc c > io\nioas_map c ioas=io\naccess_create c ioas=io > acc\npin c access=acc > pn\nfork > p\nclose acc`,
    );
    const said = many.frames.map((_, frame) => narrate(many, frame).text);
    for (const text of [
      'fd 3 now refers to the context file',
      'access 2 sets ioas and ioas_unpin to ioas 1',
      'access 2 keeps 1 pin now',
      'the child has a descriptor table of its own: 2 files',
      'fd 4 is closed',
      'the process has exited',
    ])
      expect(said).toContain(text);
    expect(said.filter((text) => / (is|are) \S+( \S+)? now$/.test(text))).toEqual([]);
  });

  test('says an attachment as a reference, on the device and on its table', () => {
    const said = runText(MOCK).frames.map((_, frame) => narrate(runText(MOCK), frame).text);
    expect(said).toContain('device 3 takes its reference for the attachment: hwpt_paging 4, users 1 → 2');
    expect(said).toContain('selftest 2 takes its reference for the attachment: device 3, users 2 → 3');
  });

  test('of the first frame is that nothing has happened', () => {
    expect(narrate(found, 0)).toEqual({ fn: '', text: 'Nothing has happened yet.' });
  });

  test('writes a saturated count as a word', () => {
    expect([formatCount(3), formatCount(SATURATED)]).toEqual(['3', 'saturated']);
  });
});

describe('a mark', () => {
  const marks = (found: Run, op: number) =>
    found.frames.flatMap((frame) => (frame.step && frame.op === op ? [markOf(frame.step)] : []));

  test('tells gets from puts, what comes from what goes, and what is refused', () => {
    expect(marks(runText(MOCK), 1)).toContain('create');
    const busy = marks(runText(`${MOCK}\ndestroy c io`), 3);
    expect(busy).toEqual(['lock', 'refuse', 'lock']);
    const merged = runText(`${QUEUE}\nclose c`);
    expect(new Set(marks(merged, 6))).toEqual(
      new Set(['get', 'put', 'create', 'uncounted', 'lock', 'other']),
    );
    expect(marks(merged, 7)).toEqual(
      expect.arrayContaining(['sweep', 'refuse', 'destroy', 'put', 'uncounted']),
    );
  });

  test('of trouble is a warning', () => {
    expect(marks(runText(`${QUEUE}\ndestroy c q0`, 'v6-queue-first+ops'), 7)).toContain('warn');
    expect(marks(runText(`${MOCK}\nhold c dev slot=0\nbg destroy c sd`), 4).at(-1)).toBe('warn');
  });
});

test('the kernel log has every line of every WARN and oops, with its frame', () => {
  const found = runText(`${QUEUE}\ndestroy c q0`, 'v6-queue-first+ops');
  const log = kernelLog(found);
  expect(log.map(({ level }) => level)).toEqual(['bug', 'bug', 'bug', 'bug', 'warn', 'warn']);
  expect(log[0]?.text).toBe('BUG: kernel NULL pointer dereference, address: 0000000000000000');
  expect(log.at(-1)?.text).toBe('RIP: 0010:iommufd_fops_release');
  for (const { frame } of log) expect(['log', 'oops']).toContain(found.frames[frame]?.step?.effect.do);
  expect(kernelLog(runText(`${QUEUE}\nclose c`))).toEqual([]);
});

describe('a line of the kernel log', () => {
  const logOf = (text: string, design: DesignName) => kernelLog(runText(text, design));

  test('is recorded where a kernel printed it, and derived where none did', () => {
    const recorded = logOf(`${QUEUE}\ndestroy c q0`, 'v6-queue-first+ops');
    expect(recorded.map((line) => line.recorded)).toEqual(recorded.map(() => true));
    const derived = logOf(`${QUEUE}\ndestroy c q0`, 'no-zeroing').slice(0, 2);
    expect(derived).toMatchObject([
      {
        text: 'Oops: general protection fault, probably for non-canonical address 0x6b6b6b6b6b6b6b6b: 0000 [#1] SMP',
        recorded: false,
      },
      { text: 'RIP: 0010:iommufd_ctx_put', recorded: false },
    ]);
  });

  test('names the function of the kernel that warns of a count, and none that it does not have', () => {
    const file = logOf(`${QUEUE}\ndestroy c q0\nclose c`, 'stored-ictx').map(({ text }) => text);
    expect(file).toContain('WARNING: fs/file.c at __file_ref_put');
    const macro = logOf(`${QUEUE}\ndestroy c q0`, 'macro').map(({ text }) => text);
    expect(macro).toContain('WARNING: lib/refcount.c at refcount_warn_saturate');
    for (const text of [...file, ...macro]) expect(text).not.toMatch(/(at|0010:)\W*(close|fput|get_file)$/);
  });
});

describe('a reference that changes hands, or that nobody waits for any more', () => {
  const vdevice = `${QUEUE}\nvdevice_alloc c viommu=vi dev=dev > vd\ndestroy c vd`;

  test('is said with its holders and its counter', () => {
    const found = runText(vdevice);
    const said = found.frames.map((_, frame) => narrate(found, frame).text);
    for (const word of ['users', 'wait_cnt'])
      expect(said).toContainEqual(
        expect.stringMatching(
          RegExp(
            `^the process hands vdevice 9 its short-term reference on the device, kept for life: device 3, ${word} stays \\d$`,
          ),
        ),
      );
  });

  test.each([
    ['7.3', 'wait_cnt of device 3 is 0, but the wake-up reaches no sleeper in this version'],
    ['put-wakes', 'wait_cnt of device 3 is 0: the sleeper that waits for it is woken'],
  ] as const)('in %s wakes whom the version wakes', (name, text) => {
    const found = runText(`${MOCK}\nhold c dev\nbg destroy c sd\nunhold\njoin`, name);
    const said = found.frames.map((_, frame) => narrate(found, frame).text);
    expect(said.filter((one) => one.startsWith('wait_cnt of'))).toEqual([text]);
  });
});

test('time that passes is no wait for anybody', () => {
  const found = runText('sleep ms=15000');
  expect(found.frames.map((_, frame) => narrate(found, frame).text)).toContain('sleeps for 15000 ms');
});
