import {
  COUNTS,
  EVENTS,
  isKernelFunction,
  kernelFunctions,
  type Moment,
  subjectOf,
} from '../../iommufd/index.ts';
import { nearest } from '../../lang/index.ts';
import { FUNCTION, isMoment, LOCK, MAX_NAME, MAX_NTH, UNTIL } from './moment.ts';
import { type Problem, Problems, quote } from './problem.ts';
import { type Token, tokens } from './token.ts';

const WANTED = 'FUNCTION, FUNCTION:EVENT or FUNCTION:EVENT(COUNT or LOCK), then xN for the Nth time';

interface Found {
  readonly moment: Moment;
  /** What stands behind it. */
  readonly words: readonly Token[];
}

/** Reads the moment that stands behind `until`. Undefined if there is a problem with it. */
export function readMoment(until: Token, words: readonly Token[], problems: Problems): Found | undefined {
  const [first, times] = words;
  if (!first) {
    problems.add(until, `no moment after ${UNTIL}`, WANTED);
    return undefined;
  }
  const moment = momentIn(first, problems);
  const counted = /^[x×](\d+)$/.exec(times?.text ?? '');
  if (!moment || !times || !counted) return moment && { moment, words: words.slice(1) };
  const nth = Number(counted[1]);
  if (nth < 1 || nth > MAX_NTH) {
    problems.add(times, `${quote(times.text)} is not a number of times`, `x1 to x${MAX_NTH}`);
    return undefined;
  }
  return { moment: nth > 1 ? { ...moment, nth } : moment, words: words.slice(2) };
}

/** Reads a moment that stands alone; what is wrong with it otherwise. */
export function parseMoment(text: string): { readonly moment?: Moment; readonly problem?: Problem } {
  const problems = new Problems();
  const found = readMoment({ text: '', column: 1 }, tokens(text), problems);
  const [after] = found?.words ?? [];
  if (after) problems.add(after, `${quote(after.text)} stands behind the moment`, 'nothing more than xN');
  const [problem] = problems.found;
  return problem ? { problem } : found ? { moment: found.moment } : {};
}

function momentIn({ text, column }: Token, problems: Problems): Moment | undefined {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  if (!FUNCTION.test(name) || name.length > MAX_NAME) {
    problems.add({ text: name, column }, `${quote(name)} is not a kernel function`, WANTED);
    return undefined;
  }
  if (!isKernelFunction(name)) {
    const meant = nearest(name, kernelFunctions());
    problems.add(
      { text: name, column },
      `no function of the kernel is called ${quote(name)}`,
      meant ?? WANTED,
    );
    return undefined;
  }
  return colon < 0
    ? { in: name }
    : eventIn(name, { text: text.slice(colon + 1), column: column + colon + 1 }, problems);
}

function eventIn(name: string, at: Token, problems: Problems): Moment | undefined {
  const [, word = at.text, of] = /^([^()]*)\(([^()]*)\)$/.exec(at.text) ?? [];
  const event = EVENTS.find((one) => one === word);
  if (!event) {
    problems.add(at, `no event is called ${quote(word)}`, nearest(word, EVENTS) ?? likelyOf(word));
    return undefined;
  }
  if (of === undefined) return { in: name, event };
  const moment: Moment = { in: name, event, of };
  if (of !== '' && isMoment(moment)) return moment;
  const subject = subjectOf(event);
  const message = subject ? `${quote(of)} is no ${subject}` : `${event} is of no count and no lock`;
  const wanted =
    subject === 'count'
      ? (nearest(of, COUNTS) ?? `one of ${COUNTS.join(', ')}`)
      : subject === 'lock'
        ? 'the name of a lock'
        : event;
  problems.add({ text: of, column: at.column + event.length + 1 }, message, wanted);
  return undefined;
}

/** What somebody may mean who names a count or a lock alone. */
function likelyOf(word: string): string {
  if (COUNTS.some((one) => one === word)) return `inc(${word}), dec(${word}), dec_and_test(${word}), …`;
  return /lock|mutex|rwsem/.test(word) && LOCK.test(word)
    ? `lock(${word}) or unlock(${word})`
    : `one of ${EVENTS.join(', ')}`;
}
