import { isObject, roleOf } from '../iommufd/index.ts';
import type { Address, CountName, Effect, Ref, Snapshot, Step } from '../machine/index.ts';
import { RESERVED, SATURATED } from '../machine/index.ts';
import { nameOf, theName } from './names.ts';
import type { Run } from './run/frame.ts';

export interface Sentence {
  /** The kernel function that did it. */
  readonly fn: string;
  readonly text: string;
}

/** The counters as the kernel calls them; a file's as people do. */
export const COUNT_WORDS: Record<CountName, string> = {
  users: 'users',
  wait: 'wait_cnt',
  count: 'file count',
  num_accesses: 'num_accesses',
  num_locks: 'num_locks',
};

/** A counter's value as people read it. */
export function formatCount(value: number): string {
  return value === SATURATED ? 'saturated' : String(value);
}

function says(ref: Ref): string {
  return roleOf(ref.role).says;
}

function holderName(state: Snapshot, ref: Ref): string {
  return ref.role === 'fd' ? `fd ${ref.nth}` : theName(state, ref.by);
}

function count(state: Snapshot, effect: Effect & { do: 'count' }): string {
  const { of, op, from, to, ok, ref } = effect;
  const target = nameOf(state, of);
  const word = COUNT_WORDS[effect.count];
  const change = `${word} ${formatCount(from)} → ${formatCount(to)}`;
  if (op === 'set') return `${target}: ${word} is set to ${to}`;
  if (op === 'dec_if_one')
    return ok
      ? `${theName(state, of)} has no user but the xarray, which puts its reference: ${change}`
      : `${theName(state, of)} stays: ${word} is ${formatCount(from)}, not 1`;
  const isGet = op === 'inc' || op === 'inc_not_zero';
  if (from === SATURATED && ref)
    return isGet
      ? `${holderName(state, ref)} takes no reference on ${theName(state, of)}: ${word} is saturated`
      : `${holderName(state, ref)} puts ${says(ref)}, which changes nothing: ${target}, ${word} is saturated`;
  if (from === to) return `${target}: ${word} is ${formatCount(from)} and stays so`;
  const verb = isGet ? 'takes' : 'puts';
  if (!ref) return `${target}: ${change}`;
  if (ref.role === 'bias') return `${theName(state, of)} ${verb} the bias of its wait_cnt: ${change}`;
  return `${holderName(state, ref)} ${verb} ${says(ref)}: ${target}, ${change}`;
}

function handover(state: Snapshot, { of, count, from, to }: Effect & { do: 'handover' }): string {
  const value = (state[of] as Partial<Record<CountName, number>>)[count] ?? 0;
  const what = `${nameOf(state, of)}, ${COUNT_WORDS[count]} stays ${formatCount(value)}`;
  return `${holderName(state, from)} hands ${holderName(state, to)} ${says(to)}: ${what}`;
}

function slot(state: Snapshot, { id, from, to }: Effect & { do: 'slot' }): string {
  const cell = (address: Address) => state[address];
  if (to === RESERVED)
    return from > 0
      ? `ID ${id} becomes a tombstone: no object will get it again`
      : `ID ${id} is reserved; look-ups cannot find the object yet`;
  if (to > 0) return `${nameOf(state, to)} is published: any thread can now find it`;
  const was = cell(from);
  return was && isObject(was)
    ? `${nameOf(state, from)} leaves the xarray: ID ${id} is free, and no thread can find the object any more`
    : `ID ${id} is free again`;
}

/** What a field that is no pointer becomes, in words. */
const SET_WORDS: Readonly<Record<string, (to: unknown) => string>> = {
  exited: () => 'has exited',
  fds: (to) => `has a descriptor table of its own: ${to === 1 ? '1 file' : `${to} files`}`,
  items: (to) => `keeps ${to === 1 ? '1 pin' : `${to} pins`} now`,
};

function set(state: Snapshot, { of, field, to }: Effect & { do: 'set' }): string {
  if (/^fd \d+$/.test(field))
    return to === 0 ? `${field} is closed` : `${field} now refers to ${theName(state, to as Address)}`;
  const words = SET_WORDS[field];
  const who = theName(state, of);
  if (words) return `${who} ${words(to)}`;
  if (to === 0 || to === false) return `${who} clears ${field}`;
  return to === true ? `${who} sets ${field}` : `${who} sets ${field} to ${theName(state, to as Address)}`;
}

/** Read or write, for a lock that knows the two. */
function mode({ lock, shared }: Extract<Effect, { lock: string }>): string {
  if (shared) return ' for read';
  return lock.endsWith('_rwsem') ? ' for write' : '';
}

/** A mark for what no kernel was recorded printing. */
const derived = ({ recorded }: { readonly recorded: boolean }) => (recorded ? '' : ' (derived)');

function describe(state: Snapshot, effect: Effect): string {
  switch (effect.do) {
    case 'count':
      return count(state, effect);
    case 'uncounted': {
      const held = theName(state, effect.of);
      const who = theName(state, effect.ref.by);
      const because = effect.pointer
        ? `${effect.because}, and ${effect.ref.role} is ${effect.pointer}`
        : effect.because;
      return effect.op === 'get'
        ? `${who} takes no reference on ${held}: ${because}`
        : `${who} has no reference on ${held} to put: ${because}`;
    }
    case 'handover':
      return handover(state, effect);
    case 'alloc':
      return `${effect.what} is allocated, zeroed`;
    case 'free':
      return `${theName(state, effect.of)} is freed`;
    case 'slot':
      return slot(state, effect);
    case 'lock':
      return `takes ${effect.lock} of ${theName(state, effect.of)}${mode(effect)}`;
    case 'unlock':
      return `releases ${effect.lock} of ${theName(state, effect.of)}`;
    case 'blocked':
      return `waits for ${effect.lock} of ${theName(state, effect.of)}${mode(effect)}`;
    case 'sleep':
      return state[effect.of]?.kind === 'task'
        ? `sleeps for ${effect.ms} ms`
        : `sleeps up to ${effect.ms / 1000} s for the short-term users of ${theName(state, effect.of)}`;
    case 'wake':
      return effect.reaches
        ? `wait_cnt of ${theName(state, effect.of)} is 0: the sleeper that waits for it is woken`
        : `wait_cnt of ${theName(state, effect.of)} is 0, but the wake-up reaches no sleeper in this version`;
    case 'set':
      return set(state, effect);
    case 'call':
      return `${theName(state, effect.of)} ${effect.what}`;
    case 'refuse':
      return `${theName(state, effect.of)} ${effect.why}: −${effect.errno}`;
    case 'pass':
      return `pass ${effect.pass} over the objects, by ascending ID`;
    case 'log':
      return effect.says + derived(effect);
    case 'oops':
      return `${effect.lines[0]}${derived(effect)}: the process dies here, with its locks held`;
  }
}

/** One sentence for the micro-step that led to a frame. The first frame has none. */
export function narrate(run: Run, frame: number): Sentence {
  const { step, state, op } = run.frames[frame] ?? { step: null, state: [], op: 0 };
  if (!step) return { fn: '', text: 'Nothing has happened yet.' };
  return { fn: step.stack.at(-1) ?? run.ops[op]?.op.name ?? '', text: describe(state, step.effect) };
}

/** What a micro-step is, for a mark on the timeline. */
export type Mark =
  | 'get'
  | 'put'
  | 'create'
  | 'destroy'
  | 'sweep'
  | 'warn'
  | 'refuse'
  | 'uncounted'
  | 'lock'
  | 'other';

export function markOf({ effect }: Step): Mark {
  switch (effect.do) {
    case 'count':
      if (!effect.ok) return effect.op === 'dec_if_one' ? 'refuse' : 'put';
      return effect.to > effect.from ? 'get' : 'put';
    case 'uncounted':
      return 'uncounted';
    case 'alloc':
      return 'create';
    case 'free':
      return 'destroy';
    case 'refuse':
      return 'refuse';
    case 'pass':
      return 'sweep';
    case 'log':
    case 'oops':
    case 'blocked':
    case 'sleep':
      return 'warn';
    case 'lock':
    case 'unlock':
      return 'lock';
    default:
      return 'other';
  }
}

export interface LogLine {
  readonly frame: number;
  readonly level: 'warn' | 'crit' | 'bug';
  readonly text: string;
  /** False for a line that no kernel was recorded printing: it is derived from where the step is. */
  readonly recorded: boolean;
}

/** What dmesg would show of a run. */
export function kernelLog(run: Run): readonly LogLine[] {
  return run.frames.flatMap(({ step }, frame): LogLine[] => {
    if (step?.effect.do !== 'log' && step?.effect.do !== 'oops') return [];
    const { effect } = step;
    const level = effect.do === 'log' ? effect.level : 'bug';
    return effect.lines.map((text) => ({ frame, level, text, recorded: effect.recorded }));
  });
}
