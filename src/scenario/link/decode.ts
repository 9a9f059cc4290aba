import {
  bothGiven,
  DESIGN_NAMES,
  endsProcess,
  isNeeded,
  OP_NAMES,
  type Op,
  type Operand,
  type OperandSpec,
  opSpec,
  type PresetName,
} from '../../iommufd/index.ts';
import { isReference } from '../labels.ts';
import { LIMITS, type Scenario } from '../scenario.ts';
import { MAX_PREEMPTED, unfit, untimely } from '../text/prefix.ts';
import { Input } from './alphabet.ts';
import { fragmentsIn, isWhole } from './clean.ts';
import {
  BACKGROUND_MARK,
  DESIGN_CODES,
  FAILURE_MARK,
  LABELS_PLACE,
  OFF_MARK,
  OP_CODES,
  UNTIL_MARK,
} from './codes.ts';
import { withMoments } from './counted.ts';
import { FORM, NUMBERED, PAGE, PREFIX, TAG } from './encode.ts';
import { Scope } from './scope.ts';
import { decodeTail } from './tail.ts';
import { unsaidIn } from './unsaid.ts';
import { decodeMoment } from './until.ts';

export interface DecodedLink {
  /** What could be read; undefined if that is nothing at all. */
  readonly scenario: Scenario | undefined;
  /** A sentence for each part that could not be read, and one for what no text can say. */
  readonly problems: readonly string[];
}

const DEFAULT: PresetName = '7.3';

const LABEL = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Something in the link that no encoder writes. The message completes "operation N …". */
class Unreadable extends Error {}

function string(input: Input): string {
  const length = input.number();
  const text = length !== undefined && length <= LIMITS.label ? input.take(Number(length)) : undefined;
  if (text === undefined || !LABEL.test(text)) throw new Unreadable('has a label that cannot be read');
  return text;
}

function reference(spec: OperandSpec, input: Input, scope: Scope): Operand {
  const value = input.number();
  if (value === undefined) throw new Unreadable(`has no readable ${spec.name}`);
  const tag = value & 3n;
  const rest = value >> 2n;
  if (tag === TAG.name) return string(input);
  if (tag === TAG.number) {
    if (spec.type !== 'id' || rest > 0xffff_ffffn)
      throw new Unreadable(`has a number that is no ${spec.name}`);
    return rest;
  }
  const label = scope.at(rest, spec, tag === TAG.any);
  if (label === undefined) throw new Unreadable(`refers to a ${spec.name} that nothing before it makes`);
  return label;
}

const MAX = { u64: 0xffff_ffff_ffff_ffffn, u32: 0xffff_ffffn, flag: 1n } as const;

const maxOf = ({ type, words }: OperandSpec): bigint =>
  words ? (1n << BigInt(words.length)) - 1n : MAX[type as keyof typeof MAX];

function number(spec: OperandSpec, input: Input): bigint {
  const value = input.number();
  const max = maxOf(spec);
  const form = (value ?? 3n) & 3n;
  const rest = (value ?? 0n) >> 2n;
  const read =
    form === FORM.exact ? rest : form === FORM.pages ? rest * PAGE : (spec.default ?? 0n) + rest * PAGE;
  // Nothing beyond the default is the default, which no encoder writes so: what stands here meant something else.
  const isOdd = form > FORM.pagesBeyond || (form === FORM.pagesBeyond && rest === 0n);
  if (isOdd || read > max) throw new Unreadable(`has no readable ${spec.name}`);
  return read;
}

function labels(input: Input, most: number): readonly string[] {
  const count = input.number();
  if (count === undefined || count > most) throw new Unreadable('has more labels than it gives values');
  const read = Array.from({ length: Number(count) }, () => string(input));
  if (new Set(read).size < read.length) throw new Unreadable('gives one label twice');
  return read;
}

/** Until when a thread goes on. */
function until(input: Input): Pick<Op, 'preempted'> {
  if (input.peek() !== UNTIL_MARK) return {};
  input.take(1);
  const preempted = decodeMoment(input);
  if (!preempted) throw new Unreadable('does not say at which moment it is preempted');
  return { preempted };
}

/** Whether a second thread does it, and when a thread is preempted. */
function thread(input: Input): Pick<Op, 'background' | 'preempted'> {
  if (input.peek() !== BACKGROUND_MARK) return until(input);
  input.take(1);
  if (input.peek() === UNTIL_MARK) return { background: true, ...until(input) };
  if (input.peek() !== BACKGROUND_MARK) return { background: true };
  input.take(1);
  const preempted = input.number() ?? 0n;
  if (preempted < 1n || preempted > MAX_PREEMPTED)
    throw new Unreadable('does not say after how many steps it is preempted');
  return { background: true, preempted: Number(preempted) };
}

/** The failure that is written before an operation, if there is one. */
function failure(input: Input): Op['fails'] {
  if (input.peek() !== FAILURE_MARK) return undefined;
  input.take(1);
  const nth = input.number();
  if (nth === undefined) throw new Unreadable('does not say what fails in it');
  return nth === 0n ? 'usercopy' : Number(nth);
}

function decodeOp(input: Input, scope: Scope): Op {
  const off = input.peek() === OFF_MARK;
  if (off) input.take(1);
  const inThread = thread(input);
  const fails = failure(input);
  const code = input.take(1);
  const name = OP_NAMES.find((one) => OP_CODES[one][0] === code);
  if (!name) throw new Unreadable(`is of a kind that this version does not know${code ? ` (${code})` : ''}`);
  const wrong = unfit({ name, ...(fails !== undefined && { fails }) });
  if (wrong) throw new Unreadable(`cannot fail so: ${wrong}`);
  const [, ...places] = OP_CODES[name];
  const spec = opSpec(name);
  const given: Record<string, Operand> = {};
  let made = scope.fresh(name);
  while (/[0-9]/.test(input.peek())) {
    const place = input.take(1) as string;
    const operand = spec.operands.find((one) => one.name === places[Number(place)]);
    if (place === LABELS_PLACE) made = labels(input, spec.labels.length);
    else if (!operand) throw new Unreadable(`has an operand that ${name} does not have`);
    else {
      const value = isReference(operand) ? reference(operand, input, scope) : number(operand, input);
      if (value !== operand.default) given[operand.name] = value;
    }
  }
  const both = bothGiven(name, given);
  if (both) throw new Unreadable(`has both ${both.join(' and ')}`);
  for (const operand of spec.operands) {
    if (given[operand.name] !== undefined || !isNeeded(operand, given)) continue;
    const latest = scope.at(0n, operand, false);
    if (latest === undefined)
      throw new Unreadable(`needs a ${operand.name}, and nothing before it makes one`);
    given[operand.name] = latest;
  }
  const prefix = { ...(off && { off: true as const }), ...inThread, ...(fails !== undefined && { fails }) };
  const op = { name, operands: given, labels: made, ...prefix };
  const aimless = untimely(op);
  if (aimless) throw new Unreadable(`cannot be preempted so: ${aimless}`);
  return op;
}

function decodeOps(input: Input, problems: string[]): Op[] {
  const style = input.peek() === NUMBERED ? 'numbered' : 'plain';
  if (style === 'numbered') input.take(1);
  const scope = new Scope(style);
  const ops: Op[] = [];
  while (!input.done && input.peek() !== '.') {
    try {
      if (ops.length >= LIMITS.ops)
        throw new Unreadable(`is more than the ${LIMITS.ops} a scenario may have`);
      const before = ops.at(-1);
      if (before && endsProcess(before)) throw new Unreadable(`stands after ${before.name}`);
      const op = decodeOp(input, scope);
      scope.define(op);
      ops.push(op);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push(`Operation ${ops.length + 1} ${error.message}; it and what follows it are left out.`);
      break;
    }
  }
  return ops;
}

/** A claim speaks of the whole of its link: of what is left when a part cannot be read, nobody has said anything. */
function withoutClaim({ claim, ...scenario }: Scenario, problems: string[]): Scenario {
  if (claim) problems.push('How it ends, as it claims, is not checked.');
  return scenario;
}

/** The most fragments worth trying in what somebody pasted. */
const MOST_FRAGMENTS = 8;

/** Reads a link, or a fragment, however it was quoted and wrapped. Total: it keeps what can be read and says what cannot. */
export function decodeLink(text: string): DecodedLink {
  if (text.length > LIMITS.link * 4)
    return nothing(`This has ${text.length} characters, more than a link ever has.`);
  const read = fragmentsIn(text).slice(0, MOST_FRAGMENTS).map(decodeFragment);
  return read.find(({ problems }) => problems.length === 0) ?? (read[0] as DecodedLink);
}

function nothing(problem: string): DecodedLink {
  return { scenario: undefined, problems: [problem] };
}

function decodeFragment(fragment: string): DecodedLink {
  if (fragment === '') return nothing('There is no link here.');
  if (/^(1[b-z]|[2-9][a-z])/.test(fragment))
    return nothing(
      `The link was made by a newer version: it begins with ${fragment.slice(0, 2)}, not ${PREFIX}.`,
    );
  if (!fragment.startsWith(PREFIX))
    return nothing(`A link begins with ${PREFIX}; this begins with ${fragment.slice(0, 8)}.`);
  if (fragment.length > LIMITS.link) return nothing(`The link has more than ${LIMITS.link} characters.`);
  const problems: string[] = [];
  const body = fragment.slice(0, -2);
  const input = new Input(body.slice(PREFIX.length));
  const code = input.take(1);
  const known = DESIGN_NAMES.find((name) => DESIGN_CODES[name] === code);
  const base = known ?? DEFAULT;
  if (!known)
    problems.push(`The design ${code ?? 'of the link'} is not known to this version; ${base} is shown.`);
  const before = problems.length;
  const ops = decodeOps(input, problems);
  const cut = problems.length > before;
  const at = cut ? -1 : input.at + PREFIX.length + 1;
  const tail = cut
    ? { cursor: { op: ops.length, step: 0 }, title: '', design: base }
    : decodeTail(body.slice(at), ops.length, base, problems);
  if (!isWhole(fragment)) {
    const read = ops.length === 1 ? '1 operation' : `${ops.length} operations`;
    problems.unshift(
      `The link is damaged or cut short: its check characters do not fit. ${read} could be read.`,
    );
  }
  const scenario = withMoments({ ops, ...tail });
  const unsaid = unsaidIn(scenario);
  if (unsaid) problems.push(unsaid);
  return { scenario: problems.length ? withoutClaim(scenario, problems) : scenario, problems };
}
