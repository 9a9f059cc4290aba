import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designOf, type Op } from '../../iommufd/index.ts';
import { opsArbitrary } from '../../iommufd/ops.arbitrary.ts';
import { deepFreeze } from '../../machine/machine.fixture.ts';
import { type OpRun, type Run, run } from '../index.ts';
import { MOCK, QUEUE, runText } from './run.fixture.ts';

const RANDOM = 20261129;

const said = ({ ops }: Run): readonly string[] =>
  ops.map(({ op, outcome: { ret, errno } }) => `${op.background ? 'bg ' : ''}${op.name} ${errno ?? ret}`);

const last = ({ ops }: Run) => ops.at(-1) as OpRun;

describe('a run', () => {
  test('begins with the booted kernel, in which nothing has happened', () => {
    const { frames, ops } = runText('exit');
    expect(frames[0]).toMatchObject({ step: null, op: 0 });
    expect(ops).toMatchObject([{ first: 0, implicit: false }]);
  });

  test('ends with the exit of its process, implicit where none is written', () => {
    expect(last(runText('open > c'))).toMatchObject({ implicit: true, op: { name: 'exit' } });
    expect(last(runText('open > c\nexit'))).toMatchObject({ implicit: false });
    expect(last(runText('open > c\nsigkill_self')).op.name).toBe('sigkill_self');
  });

  test('has every frame in the operation it belongs to, one after the other without a gap', () => {
    const { ops, frames } = runText(`${QUEUE}\ndestroy c io\nclose c`);
    let at = 0;
    for (const [i, { first, last: end }] of ops.entries()) {
      expect(first).toBe(at);
      for (let frame = first + 1; frame <= end; frame++) expect(frames[frame]?.op).toBe(i);
      at = end;
    }
    expect(at).toBe(frames.length - 1);
  });

  test(`passes over what is switched off, wherever it stands, 300 runs, seed ${RANDOM}`, () => {
    const all = fc.tuple(
      opsArbitrary(12),
      fc.array(opsArbitrary(2), { maxLength: 4 }),
      fc.infiniteStream(fc.nat(12)),
    );
    fc.assert(
      fc.property(all, ([ops, others, places]) => {
        const mixed = others
          .flat()
          .reduce<readonly Op[]>(
            (now, op) => now.toSpliced(places.next().value, 0, { ...op, off: true }),
            ops,
          );
        const found = run(mixed, designOf('7.3'));
        const plain = run(ops, designOf('7.3'));
        expect(found.frames.map(({ step, state }) => ({ step, state }))).toEqual(
          plain.frames.map(({ step, state }) => ({ step, state })),
        );
        const on = found.ops.filter(({ op }) => !op.off);
        expect(on).toEqual(plain.ops.map((one) => ({ ...one, implicit: expect.any(Boolean) })));
        for (const { op, first, last, outcome } of found.ops)
          if (op.off)
            expect([last, outcome]).toEqual([first, { ret: null, errno: null, out: {}, labels: {} }]);
      }),
      { seed: RANDOM, numRuns: 300 },
    );
  });

  test('never changes a frame afterwards', () => {
    const { frames } = runText(`${QUEUE}\nclose c`);
    const before = JSON.stringify(frames.slice(0, 60), (_, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
    deepFreeze(frames);
    const again = runText(`${QUEUE}\nclose c`).frames.slice(0, 60);
    expect(JSON.stringify(again, (_, value) => (typeof value === 'bigint' ? `${value}` : value))).toBe(
      before,
    );
  });

  test('gives a label that an operation failed to fill nobody’s number', () => {
    const found = runText(
      `${MOCK}\nhwpt_alloc c dev=dev pt=io > h\nhwpt_alloc c dev=io pt=io > h\ndestroy c h`,
    );
    expect(said(found).slice(-3)).toEqual(['hwpt_alloc ENOENT', 'destroy ENOENT', 'exit null']);
  });

  test('goes on to the death of the process after an oops, and no further', () => {
    const found = runText(`${QUEUE}\ndestroy c q0\nclose c`, 'v6-queue-first+ops');
    expect(said(found).at(-1)).toBe('destroy null');
    const state = found.frames.at(-1)?.state ?? [];
    expect(state.filter((cell) => cell.kind === 'task')).toMatchObject([{ exited: true, fds: [] }]);
  });
});

describe('an operation in the background', () => {
  const HELD = `${MOCK}\nhold c dev slot=0`;

  test('runs until it sleeps; what it returned is for whoever joins it', () => {
    const found = runText(`${HELD}\nbg destroy c sd\nunhold slot=0\njoin\nclose c`);
    expect(said(found).slice(-5)).toEqual(['bg destroy 0', 'unhold 0', 'join 0', 'close 0', 'exit null']);
    expect(found.ops.map(({ slept }) => slept)).toEqual([0, 0, 0, 0, 0, 0, 60_000, 0, 0]);
  });

  test('is over at once if it has nothing to wait for', () => {
    const found = runText('open > c\nbg ioas_alloc c > io\njoin\ndestroy c io');
    expect(said(found)).toEqual(['open 0', 'bg ioas_alloc 0', 'join 0', 'destroy 0', 'exit null']);
  });

  test('can fail, and the join says so', () => {
    expect(said(runText('open > c\nbg destroy c 7\njoin')).slice(1, 3)).toEqual([
      'bg destroy 0',
      'join ENOENT',
    ]);
  });

  test('goes on at its moment while the foreground sleeps', () => {
    const found = runText(
      `${HELD}\nbg destroy c sd\nunhold slot=0\nsleep ms=59999\nsleep ms=1\ndestroy c dev\njoin`,
    );
    const [before, after] = [found.ops[6], found.ops[7]].map((op) => (op?.last ?? 0) - (op?.first ?? 0));
    expect(before).toBe(1);
    expect(after).toBeGreaterThan(5);
    expect(said(found).slice(-3)).toEqual(['destroy ENOENT', 'join 0', 'exit null']);
    expect(found.ops.at(-2)?.slept).toBe(0);
  });

  test('and another: each is joined in the order in which they began', () => {
    const found = runText(
      `${HELD}\nmock_domain c pt=io > sd2 dev2 hw2\nhold c dev2 slot=1\nbg destroy c sd\nsleep ms=1000\nbg destroy c sd2` +
        '\nunhold slot=0\nunhold slot=1\njoin\njoin\njoin\nclose c',
    );
    expect(said(found).slice(-5)).toEqual(['join 0', 'join 0', 'join ESRCH', 'close 0', 'exit null']);
    expect(found.ops.slice(-5, -3).map(({ slept }) => slept)).toEqual([59_000, 1000]);
    expect(found.frames.at(-1)?.state.filter(({ kind, freed }) => kind === 'ctx' && !freed)).toEqual([]);
  });

  test('keeps its process from exiting until it is back', () => {
    const found = runText(`${HELD}\nbg destroy c sd\nunhold slot=0`);
    expect(last(found)).toMatchObject({ implicit: true, slept: 60_000 });
    const end = found.frames.at(-1)?.state ?? [];
    expect(end.filter(({ kind, freed }) => !['locks', 'task', 'NULL'].includes(kind) && !freed)).toEqual([]);
  });

  test('has its own reference on the file of its ioctl, and gives it back', () => {
    const found = runText(`${HELD}\nbg destroy c sd\nunhold slot=0\njoin`);
    const count = (op: number) =>
      found.frames[found.ops[op]?.last ?? 0]?.state.find(({ kind }) => kind === 'file');
    expect([count(3), count(4), count(6)]).toMatchObject([{ count: 1 }, { count: 2 }, { count: 1 }]);
  });

  test('that would end the process, or is about others, is the foreground’s', () => {
    expect(said(runText('open > c\nbg exit'))).toEqual(['open 0', 'bg exit null']);
    expect(said(runText('fork > p\nbg kill p\nbg join'))).toEqual([
      'fork 0',
      'bg kill 0',
      'bg join ESRCH',
      'exit null',
    ]);
  });
});

describe('a child', () => {
  test('holds what it inherited until it is killed', () => {
    const found = runText(`${QUEUE}\nfork > p\nclose c\nkill p`);
    const freed = (op: number) =>
      found.frames[found.ops[op]?.last ?? 0]?.state.find(({ kind }) => kind === 'ctx')?.freed;
    expect([freed(8), freed(9)]).toEqual([false, true]);
  });

  test('is killed once', () => {
    expect(said(runText('fork > p\nkill p\nkill p'))).toEqual([
      'fork 0',
      'kill 0',
      'kill ESRCH',
      'exit null',
    ]);
  });

  test('that was never there cannot be killed, and the process goes on', () => {
    const kill = { name: 'kill', operands: { process: 'nobody' }, labels: [] } as const;
    expect(said(run([kill], designOf('7.3')))).toEqual(['kill ESRCH', 'exit null']);
  });
});
