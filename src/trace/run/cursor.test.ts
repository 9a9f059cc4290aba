import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DESIGN_NAMES, designOf, MAIN_DESIGNS } from '../../iommufd/index.ts';
import { opsArbitrary } from '../../iommufd/ops.arbitrary.ts';
import { LIBRARY } from '../../scenario/index.ts';
import {
  FIRST_FRAME,
  frameAt,
  lastFrame,
  nextOp,
  placeOf,
  previousOp,
  type Run,
  run,
  stepOut,
  stepOver,
} from '../index.ts';
import { QUEUE, runText } from './run.fixture.ts';

const SEED = 20261123;

const depth = (found: Run, frame: number) => found.frames[frame]?.step?.stack.length ?? 0;

/** The operation that a frame's next micro-step belongs to. */
const opAfter = (found: Run, frame: number) => found.ops[found.frames[frame + 1]?.op ?? -1];

/** What every way of stepping promises, at every frame of a run. */
function checkAll(found: Run): void {
  const end = lastFrame(found);
  for (let frame = FIRST_FRAME; frame <= end; frame++) {
    const place = placeOf(found, frame);
    if (frameAt(found, place) !== frame)
      expect.fail(`frame ${frame} is not at its place ${JSON.stringify(place)}`);
    const [over, out, next] = [stepOver, stepOut, nextOp].map((way) => way(found, frame)) as [
      number,
      number,
      number,
    ];
    if (frame === end) {
      expect([over, out, next]).toEqual([end, end, end]);
      continue;
    }
    const stop = opAfter(found, frame)?.last ?? end;
    if (!(frame < over && over <= out && out <= next))
      expect.fail(`frame ${frame}: ${over}, ${out}, ${next}`);
    if (next !== stop) expect.fail(`frame ${frame}: the operation ends at ${stop}, not ${next}`);
    const from = depth(found, frame + 1);
    if (over !== stop && depth(found, over + 1) > from)
      expect.fail(`frame ${frame}: over lands deeper, at ${over}`);
    if (out !== stop && depth(found, out + 1) >= from)
      expect.fail(`frame ${frame}: out does not land outside, at ${out}`);
    for (let passed = frame + 1; passed < out; passed++)
      if (depth(found, passed + 1) < from)
        expect.fail(`frame ${frame}: out passes ${passed}, which is outside`);
  }
  for (let frame = end; frame > FIRST_FRAME; frame--) {
    const back = previousOp(found, frame);
    if (!(back < frame && found.ops.some(({ first }) => first === back)))
      expect.fail(`frame ${frame}: back to ${back}`);
  }
  expect(previousOp(found, FIRST_FRAME)).toBe(FIRST_FRAME);
}

describe.each(LIBRARY.map(({ id, scenario }) => [id, scenario.ops] as const))(
  'stepping through %s',
  (_, ops) => {
    test.each(DESIGN_NAMES)('%s: goes on, never past the operation’s end, and back to beginnings', (name) => {
      checkAll(run(ops, designOf(name)));
    });
  },
);

test(`stepping through random runs keeps the same promises, seed ${SEED}`, () => {
  fc.assert(
    fc.property(opsArbitrary(16), fc.constantFrom(...MAIN_DESIGNS), (ops, name) =>
      checkAll(run(ops, designOf(name))),
    ),
    { seed: SEED, numRuns: 150 },
  );
});

describe('operations without a micro-step', () => {
  // What is joined has ended long before.
  const EMPTY = 'open > c\nbg dup c > d\nbg close c\njoin\njoin\nopen > c3';

  test('are passed by and never hold the cursor', () => {
    const found = runText(EMPTY);
    expect(found.ops.slice(3, 5).map(({ first, last }) => last - first)).toEqual([0, 0]);
    checkAll(found);
    const at = found.ops[3]?.first ?? 0;
    expect(stepOver(found, at)).toBeGreaterThan(at);
    expect(stepOut(found, at)).toBeGreaterThan(at);
    expect(found.ops[5]?.op.name).toBe('open');
    expect(nextOp(found, at)).toBe(found.ops[5]?.last);
  });

  test('are the place of the frame that they begin and end at, the first of them', () => {
    const found = runText(EMPTY);
    const at = found.ops[3]?.first ?? 0;
    expect(placeOf(found, at)).toEqual({ op: 3, step: 0 });
    for (const op of [3, 4, 5]) expect(frameAt(found, { op, step: 0 })).toBe(at);
  });
});

describe('a place', () => {
  const found = runText(`${QUEUE}\nclose c`);
  const { first, last } = found.ops[6] ?? { first: 0, last: 0 };

  test('is operations done and micro-steps of the next; an operation’s end is the next one’s beginning', () => {
    expect(placeOf(found, first)).toEqual({ op: 6, step: 0 });
    expect(placeOf(found, first + 3)).toEqual({ op: 6, step: 3 });
    expect(placeOf(found, last)).toEqual({ op: 7, step: 0 });
    expect(placeOf(found, lastFrame(found))).toEqual({ op: 9, step: 0 });
  });

  test('that a run does not have becomes the nearest it has', () => {
    expect(frameAt(found, { op: 6, step: 10_000 })).toBe(last);
    expect(frameAt(found, { op: 6, step: -1 })).toBe(first);
    expect(frameAt(found, { op: 99, step: 5 })).toBe(lastFrame(found));
  });
});

test('over stays in the function, out waits for a caller to act', () => {
  const found = runText(QUEUE);
  const { first } = found.ops[6] ?? { first: 0 };
  const next = (frame: number) => found.frames[frame + 1]?.step?.stack.slice(2) ?? [];
  expect(next(first)).toEqual(['iommufd_get_object']);
  expect(next(first + 1)).toEqual(['iommufd_get_object', 'iommufd_lock_obj']);
  expect(stepOver(found, first)).toBe(first + 3);
  expect(stepOver(found, first + 1)).toBe(first + 2);
  expect(next(stepOut(found, first + 1))).toEqual(['iommufd_get_object']);
  expect(next(stepOut(found, first))).toEqual([]);
});
