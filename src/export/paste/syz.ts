import { type Scenario, sayProblem, TextReader } from '../../scenario/index.ts';
import { shortened } from './notes.ts';
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
  readonly values: readonly Value[];
  /** What is asked of it in brackets: `async`, `fail_nth: 3`. */
  readonly asked: string;
}

/** Lines that a mail program may have made of one. */
const MOST_PIECES = 12;

function callAt(
  lines: readonly string[],
  at: number,
): { readonly call: Call; readonly last: number } | undefined {
  let text = '';
  for (let last = at; last < Math.min(lines.length, at + MOST_PIECES); last++) {
    const piece = (lines[last] ?? '').trim();
    if (last > at && (piece === '' || CALL.test(piece))) return undefined;
    text = last > at ? `${text} ${piece}` : piece;
    const [head, makes, name = '', variants = ''] = CALL.exec(text) ?? [];
    if (head === undefined) return undefined;
    const reader = new Values(text.slice(head.length));
    const values = reader.list(')');
    if (!values) continue;
    const asked = /^\(([\w: ,]{1,60})\)$/.exec(reader.rest())?.[1] ?? '';
    return {
      call: { line: at + 1, makes, name, variants: variants.split('$').slice(1), values, asked },
      last,
    };
  }
  return undefined;
}

const isIommufd = ({ variants }: Call) =>
  variants.some((one) => one === 'iommufd' || one.startsWith('IOMMU_'));

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
      if (call.asked)
        this.notes.push(
          `Line ${call.line} is read without (${call.asked}): its calls run one after the other.`,
        );
    } catch (error) {
      if (!(error instanceof Unsaid)) throw error;
      this.notes.push(`Line ${call.line} is left out: ${error.message}.`);
      for (const name of madeIn(call)) this.#lost.set(name, call.line);
    }
  }

  #said(call: Call): Said {
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

function* madeIn({ makes, values }: Call): Generator<string> {
  if (makes !== undefined) yield makes;
  yield* namesIn(values, 'make');
}

/** The scenario of a syzkaller program in some lines, and a sentence for each call that is left out of it. */
export function programIn(
  lines: readonly string[],
): { readonly scenario: Scenario; readonly notes: readonly string[] } | undefined {
  const calls: Call[] = [];
  for (let i = 0; i < lines.length; i++) {
    const found = callAt(lines, i);
    if (!found) continue;
    calls.push(found.call);
    i = found.last;
  }
  if (!calls.some(isIommufd)) return undefined;
  const translation = new Translation();
  for (const call of calls) translation.take(call);
  const scenario = translation.reader.scenario();
  return { scenario, notes: shortened(translation.notes) };
}
