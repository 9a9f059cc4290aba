import { type Scenario, sayProblem, TextReader } from '../../../scenario/index.ts';
import { cut, shortened, unusedNote } from '../notes.ts';
import { IOCTLS } from './syz_calls.ts';
import { Descriptors } from './syz_descriptors.ts';
import { Fields, lineOf, type Said, Unsaid } from './syz_fields.ts';
import { type Value, Values } from './syz_value.ts';

const CALL = /^(?:(r\d{1,4}) = )?([a-z_]\w{0,40})((?:\$\w{1,60})*)\(/;

/** A call of a program, and the lines it takes up, from 1. */
interface Call {
  readonly line: number;
  readonly makes: string | undefined;
  readonly name: string;
  /** What stands behind `$`, by its parts. */
  readonly variants: readonly string[];
  /** Undefined where they cannot be read. */
  readonly values: readonly Value[] | undefined;
  /** What the call makes. */
  readonly labels: readonly string[];
  /** What is asked of it in brackets: `async`, `fail_nth: 3`; or whatever else stands behind it. */
  readonly asked: string;
}

/** Lines that a mail program may have made of one. */
const MOST_PIECES = 12;

/** The call that begins in a line, and its last line. */
function callAt(
  lines: readonly string[],
  at: number,
): { readonly call: Call; readonly last: number } | undefined {
  const first = (lines[at] ?? '').trim();
  const [head, makes, name = '', parts = ''] = CALL.exec(first) ?? [];
  if (head === undefined) return undefined;
  const call = { line: at + 1, makes, name, variants: parts.split('$').slice(1) };
  let text = first;
  for (let last = at; last < Math.min(lines.length, at + MOST_PIECES); last++) {
    const piece = (lines[last] ?? '').trim();
    if (last > at && (piece === '' || CALL.test(piece))) break;
    if (last > at) text = `${text} ${piece}`;
    const reader = new Values(text.slice(head.length));
    const values = reader.list(')');
    if (values)
      return { call: { ...call, values, labels: [...madeIn(makes, values)], asked: reader.rest() }, last };
  }
  const labels = [
    ...(makes ? [makes] : []),
    ...[...first.matchAll(/<(r\d{1,4})=>/g)].map(([, one]) => one as string),
  ];
  return { call: { ...call, values: undefined, labels, asked: '' }, last: at };
}

const isIommufd = ({ variants }: Call) =>
  variants.some((one) => one === 'iommufd' || one.startsWith('IOMMU_'));

/** What becomes of a call without what is asked of it. */
function withoutAsked(asked: string): string {
  if (/^\(.*\bfail_nth\b/.test(asked)) return 'fault injection is left out';
  if (/^\(.*\basync\b/.test(asked)) return 'its calls run one after the other';
  if (/^\(.*\brerun\b/.test(asked)) return 'the call is made once';
  return 'that was not understood';
}

/** A program that was translated call by call. */
class Translation {
  readonly notes: string[] = [];
  readonly reader = new TextReader();
  readonly #descriptors = new Descriptors();
  /** What calls would have made that could not be said, by the lines of those. */
  readonly #lost = new Map<string, number>();
  #fresh = 0;

  take(call: Call): void {
    try {
      const said = this.#said(call);
      const line = lineOf(said, () => `x${++this.#fresh}`);
      this.reader.read(line);
      const [problem] = this.reader.problems.found.splice(0);
      if (problem) throw new Unsaid(sayProblem(problem));
      this.#descriptors.after(said);
      const asked = call.asked.replace(/#.*$/, '').trim();
      if (/\w/.test(asked))
        this.notes.push(`Line ${call.line} is read without ${cut(asked)}: ${withoutAsked(asked)}.`);
    } catch (error) {
      if (!(error instanceof Unsaid)) throw error;
      this.notes.push(`Line ${call.line} is left out: ${error.message}.`);
      for (const name of call.labels) this.#lost.set(name, call.line);
    }
  }

  #said(call: Call): Said {
    if (!call.values) throw new Unsaid('it is cut off, or its arguments cannot be read');
    for (const name of usedIn(call.values)) {
      const line = this.#lost.get(name);
      if (line !== undefined) throw new Unsaid(`it uses ${name} of line ${line}, which is left out`);
    }
    const args = new Fields(call.values);
    const makes = call.makes ?? `x${++this.#fresh}`;
    const fd = (at: number) => this.#descriptors.labelOf(args.id(at));
    switch (call.name) {
      case 'openat':
      case 'open':
        if (!isIommufd(call) && !args.text(call.name === 'open' ? 0 : 1).includes('/dev/iommu'))
          throw new Unsaid('it opens something other than /dev/iommu');
        return { name: 'open', operands: {}, labels: [makes] };
      case 'dup':
        return { name: 'dup', operands: { fd: fd(0) }, labels: [makes] };
      case 'close':
        return { name: 'close', operands: { fd: fd(0) }, labels: [] };
      case 'fork':
        return { name: 'fork', operands: {}, labels: [call.makes] };
      case 'exit':
      case 'exit_group':
        return { name: 'exit', operands: {}, labels: [] };
      case 'mmap':
        return { name: 'mmap', operands: { ctx: fd(4), off: args.number(5) }, labels: [call.makes] };
      case 'ioctl':
        return this.#ioctl(call, args, fd(0));
      default:
        throw new Unsaid(`${call.name} is not an operation on /dev/iommu`);
    }
  }

  #ioctl({ variants: [name = '', ...variants] }: Call, args: Fields, ctx: string): Said {
    const ioctl = Object.hasOwn(IOCTLS, name) ? IOCTLS[name] : undefined;
    if (!ioctl) throw new Unsaid(name ? `${name} is not emulated` : 'an ioctl has no name');
    if (variants.includes('syz')) throw new Unsaid('its range counts areas, which no operation does');
    const said = ioctl(args.at(2));
    const { access } = said.operands;
    const operands = { ...said.operands, ctx };
    return access === undefined
      ? { ...said, operands }
      : { ...said, operands: { ...operands, access: this.#descriptors.labelOf(String(access)) } };
  }
}

/** The resources that some values name, in either way. */
function* namesIn(values: readonly Value[], kind: 'use' | 'make'): Generator<string> {
  for (const value of values) {
    if (value.kind === kind) yield (value as { readonly name: string }).name;
    else if (value.kind === 'struct') yield* namesIn(value.fields, kind);
    else if (value.kind === 'pointer' && value.to) yield* namesIn([value.to], kind);
  }
}

const usedIn = (values: readonly Value[]) => namesIn(values, 'use');

function* madeIn(makes: string | undefined, values: readonly Value[]): Generator<string> {
  if (makes !== undefined) yield makes;
  yield* namesIn(values, 'make');
}

/** Lines of which none is empty, up to the next that is, from the first call on: those that are part of no call. */
function unreadIn(lines: readonly string[], read: ReadonlySet<number>): readonly number[] {
  const first = Math.min(...read);
  let end = Math.max(...read) + 1;
  while (lines[end]?.trim()) end++;
  return lines.slice(first, end).flatMap((line, i) => {
    const at = first + i;
    return read.has(at) || /^\s*#/.test(line) ? [] : [at];
  });
}

/** The scenario of a syzkaller program in some lines, and a sentence for each line of it that is left out. */
export function programIn(
  lines: readonly string[],
): { readonly scenario: Scenario; readonly notes: readonly string[] } | undefined {
  const calls: Call[] = [];
  const read = new Set<number>();
  for (let i = 0; i < lines.length; i++) {
    const found = callAt(lines, i);
    if (!found) continue;
    calls.push(found.call);
    for (; i < found.last; i++) read.add(i);
    read.add(i);
  }
  if (!calls.some(isIommufd)) return undefined;
  const translation = new Translation();
  for (const call of calls) translation.take(call);
  const unread = unreadIn(lines, read).flatMap((at) => unusedNote(lines[at] as string, at) ?? []);
  const scenario = translation.reader.scenario();
  return { scenario, notes: shortened([...translation.notes, ...unread]) };
}
