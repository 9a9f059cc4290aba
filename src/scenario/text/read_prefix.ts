import { UNTIL } from './moment.ts';
import {
  BACKGROUND,
  FAIL_USERCOPY,
  FAILSLAB,
  MAX_FAILSLAB,
  MAX_PREEMPTED,
  OFF,
  type Prefix,
} from './prefix.ts';
import { type Problems, quote } from './problem.ts';
import { readMoment } from './read_moment.ts';
import type { Token } from './token.ts';

export interface Prefixed {
  readonly prefix: Prefix;
  /** The operation itself, head first; empty if the line ends before it. */
  readonly words: readonly Token[];
}

function numberOf(word: Token | undefined, most: number): number | undefined {
  const value = /^\d{1,9}$/.test(word?.text ?? '') ? Number(word?.text) : 0;
  return value >= 1 && value <= most ? value : undefined;
}

/** Reads the prefix of a line, in the order off, bg, failslab or fail_usercopy. Undefined if a number or a moment in it is wrong. */
export function readPrefix(line: readonly Token[], problems: Problems): Prefixed | undefined {
  if (line[0]?.text !== OFF) return readManner(line, problems);
  const found = readManner(line.slice(1), problems);
  return found && { prefix: { off: true, ...found.prefix }, words: found.words };
}

function readManner(line: readonly Token[], problems: Problems): Prefixed | undefined {
  let words = line;
  let prefix: Prefix = {};
  if (words[0]?.text === BACKGROUND) {
    prefix = { background: true };
    words = words.slice(1);
    const [after] = words;
    if (after?.text === UNTIL) {
      const found = readMoment(after, words.slice(1), problems);
      if (!found) return undefined;
      prefix = { background: true, preempted: found.moment };
      words = found.words;
    } else if (after && /^\d/.test(after.text)) {
      const preempted = numberOf(after, MAX_PREEMPTED);
      if (preempted === undefined) {
        problems.add(
          after,
          `${quote(after.text)} is not a number of steps`,
          `1 to ${MAX_PREEMPTED}: steps until the thread is preempted`,
        );
        return undefined;
      }
      prefix = { background: true, preempted };
      words = words.slice(1);
    }
  }
  const [injector, nth] = words;
  if (injector?.text === FAIL_USERCOPY)
    return { prefix: { ...prefix, fails: 'usercopy' }, words: words.slice(1) };
  if (injector?.text !== FAILSLAB) return { prefix, words };
  const fails = numberOf(nth, MAX_FAILSLAB);
  if (fails !== undefined) return { prefix: { ...prefix, fails }, words: words.slice(2) };
  const message = nth
    ? `${quote(nth.text)} is not the number of an allocation`
    : `no number after ${FAILSLAB}`;
  problems.add(nth ?? injector, message, `1 to ${MAX_FAILSLAB}: which allocation of the operation fails`);
  return undefined;
}
