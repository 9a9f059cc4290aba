import type { Run } from './frame.ts';

/** A place in a run that survives a change of design: operations done, and micro-steps of the next. */
export interface Place {
  readonly op: number;
  readonly step: number;
}

export const FIRST_FRAME = 0;

export function lastFrame(run: Run): number {
  return run.frames.length - 1;
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** The frame at a place; one that this run does not have becomes the nearest it has. */
export function frameAt(run: Run, { op, step }: Place): number {
  const opRun = run.ops[op];
  if (!opRun) return lastFrame(run);
  return clamp(opRun.first + step, opRun.first, opRun.last);
}

/** The place of a frame. The end of an operation is the beginning of the next. */
export function placeOf(run: Run, frame: number): Place {
  const op = run.ops.findIndex(
    (one) => !one.op.off && (frame < one.last || (frame === one.first && frame === one.last)),
  );
  const opRun = run.ops[op];
  return opRun ? { op, step: frame - opRun.first } : { op: run.ops.length, step: 0 };
}

const depth = (run: Run, frame: number) => run.frames[frame]?.step?.stack.length ?? 0;

/** The end of the operation that the next micro-step belongs to: those that made none are passed by. */
function endOfNext(run: Run, from: number): number {
  return run.ops[run.frames[from + 1]?.op ?? run.ops.length]?.last ?? lastFrame(run);
}

/** Where the next micro-step goes on at this depth or further out: the call in between is stepped over. */
export function stepOver(run: Run, from: number): number {
  const end = endOfNext(run, from);
  for (let frame = from + 1; frame < end; frame++)
    if (depth(run, frame + 1) <= depth(run, from + 1)) return frame;
  return end;
}

/** Runs until the function that is about to act has returned, and a caller of it is about to act. */
export function stepOut(run: Run, from: number): number {
  const end = endOfNext(run, from);
  for (let frame = from + 1; frame < end; frame++)
    if (depth(run, frame + 1) < depth(run, from + 1)) return frame;
  return end;
}

/** The end of the operation that is under way or next. */
export function nextOp(run: Run, from: number): number {
  return run.ops.find((one) => one.last > from)?.last ?? lastFrame(run);
}

/** The beginning of the operation that is under way, or of the one before. */
export function previousOp(run: Run, from: number): number {
  return run.ops.findLast((one) => one.first < from)?.first ?? FIRST_FRAME;
}
