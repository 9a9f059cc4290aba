import {
  bothGiven,
  isNeeded,
  OP_NAMES,
  type Op,
  type Operand,
  type OperandSpec,
  type OpName,
  opSpec,
} from '../../iommufd/index.ts';
import { nearest } from '../../lang/index.ts';
import { isReference, type Labelled, labelled, misfit, wantedClass } from '../labels.ts';
import { LIMITS } from '../scenario.ts';
import { notEmulated, operationMeant } from './meant.ts';
import { UNTIL } from './moment.ts';
import { ANSWERING, type Prefix, unfit, untimely } from './prefix.ts';
import { type Problems, quote } from './problem.ts';
import { readMoment } from './read_moment.ts';
import { readPrefix } from './read_prefix.ts';
import type { Token } from './token.ts';

const AN_OPERATION = 'an operation, such as open or ioas_alloc';

const LABEL = /^[A-Za-z_][A-Za-z0-9_]*$/;
const NUMBER = /^(0x[0-9a-fA-F]{1,16}|[0-9]{1,20})$/;
const MAX_U64 = 0xffff_ffff_ffff_ffffn;
const MAX_U32 = 0xffff_ffffn;

/** The words of a line from its operation on, whatever stands before that. */
function fromOperation(line: readonly Token[]): readonly Token[] {
  const at = line.findIndex(({ text }) => OP_NAMES.some((name) => name === text));
  return at < 0 ? [] : line.slice(at);
}

/** Reads one operation after the other, and knows what the labels of those before stand for. */
export class Operations {
  readonly #problems: Problems;
  readonly #labels = new Map<string, Labelled>();
  /** Labels of lines that could not be read: what uses them is not at fault. */
  readonly #lost = new Set<string>();

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** The operation in the words of a line; undefined if there is a problem with it. */
  read(line: readonly Token[]): Op | undefined {
    const found = readPrefix(line, this.#problems);
    const { prefix, words } = found ?? { prefix: {}, words: fromOperation(line) };
    const [head, ...rest] = words;
    const before = line[line.length - words.length - 1];
    if (!head) {
      const [first] = line;
      const at = before ?? first;
      if (found && at) this.#problems.add(at, `no operation after ${at.text}`, AN_OPERATION);
      return undefined;
    }
    const until = head.text === 'resume' ? this.#until(rest) : { words: rest };
    const read = this.#read(head, until?.words ?? []);
    if (!read || !found || !until) return undefined;
    const op = { ...read, ...prefix, ...until.prefix };
    const wrong = unfit(op);
    if (wrong) this.#problems.add(before ?? head, wrong, `one of ${ANSWERING.join(', ')}`);
    const aimless = untimely(op);
    if (aimless) this.#problems.add(head, aimless, 'resume [thread=N] until MOMENT, or steps=N');
    return wrong || aimless ? undefined : op;
  }

  /** Takes the moment out of the words of a `resume`; undefined if there is a problem with it. */
  #until(
    words: readonly Token[],
  ): { readonly words: readonly Token[]; readonly prefix?: Prefix } | undefined {
    const at = words.findIndex(({ text }) => text === UNTIL);
    if (at < 0) return { words };
    const found = readMoment(words[at] as Token, words.slice(at + 1), this.#problems);
    return found && { words: [...words.slice(0, at), ...found.words], prefix: { preempted: found.moment } };
  }

  #read(head: Token, rest: readonly Token[]): Op | undefined {
    const before = this.#problems.found.length;
    const arrow = rest.findIndex((token) => token.text === '>');
    const words = arrow < 0 ? rest : rest.slice(0, arrow);
    const made = arrow < 0 ? [] : rest.slice(arrow + 1);
    const name = OP_NAMES.find((one) => one === head.text);
    if (name) {
      const operands = this.#operands(name, head, words);
      if (arrow >= 0) this.#newLabels(name, made, rest[arrow] as Token);
      if (this.#problems.found.length === before) {
        const op = { name, operands, labels: made.map(({ text }) => text) };
        for (const [label, names] of labelled(op, this.#labels)) this.#labels.set(label, names);
        return op;
      }
    } else {
      const missing = notEmulated(head.text);
      if (missing) this.#problems.add(head, `${missing} is not emulated yet`, AN_OPERATION);
      else {
        const message = `no operation is called ${quote(head.text)}`;
        this.#problems.addUnknown(head, message, operationMeant(head.text), AN_OPERATION);
      }
    }
    for (const { text } of made) if (!this.#labels.has(text)) this.#lost.add(text);
    return undefined;
  }

  #operands(name: OpName, head: Token, words: readonly Token[]): Record<string, Operand> {
    const spec = opSpec(name);
    const positional = spec.operands.filter((one) => one.positional);
    const given: Record<string, Operand> = {};
    const seen = new Set<OperandSpec>();
    for (const word of words) {
      const equals = word.text.indexOf('=');
      const key = equals < 0 ? undefined : word.text.slice(0, equals);
      const wanted =
        key === undefined
          ? positional.find((one) => !seen.has(one))
          : spec.operands.find((one) => one.name === key && !one.positional);
      const known = spec.operands.map((one) => (one.positional ? one.name : `${one.name}=`));
      if (!wanted)
        this.#problems.add(
          word,
          `${name} has no operand ${quote(word.text)}`,
          known.join(' ') || 'no operand',
        );
      else if (seen.has(wanted)) this.#problems.add(word, `${wanted.name} is given twice`, 'one value');
      else {
        seen.add(wanted);
        const value = this.#value(wanted, {
          text: word.text.slice(equals + 1),
          column: word.column + equals + 1,
        });
        if (value !== undefined && value !== wanted.default) given[wanted.name] = value;
      }
    }
    const names = Object.fromEntries([...seen].map((one) => [one.name, true]));
    for (const one of spec.operands)
      if (isNeeded(one, names) && !seen.has(one))
        this.#problems.add(
          head,
          `${name} lacks ${one.name}, ${one.says}`,
          one.positional ? one.name : [one.name, one.or].flatMap((or) => (or ? `${or}=` : [])).join(' or '),
        );
    const both = bothGiven(name, names);
    if (both) this.#problems.add(head, `${both.join(' and ')} are both given`, `${both.join('= or ')}=`);
    return given;
  }

  #value(spec: OperandSpec, at: Token): Operand | undefined {
    const wanted = wantedClass(spec);
    if (spec.words) return this.#words(spec, spec.words, at);
    if (NUMBER.test(at.text) && wanted === 'ID') return this.#number(spec, at);
    if (!isReference(spec) || !LABEL.test(at.text)) {
      const is = wanted === 'descriptor' ? 'descriptor' : wanted === 'handle' ? 'label' : 'number';
      this.#problems.add(at, `${quote(at.text)} is no ${is}`, wantedOf(spec));
      return undefined;
    }
    const names = this.#labels.get(at.text);
    if (!names) {
      const message = this.#lost.has(at.text)
        ? `the line that defines ${quote(at.text)} could not be read`
        : `no line before this one defines ${quote(at.text)}`;
      this.#problems.add(at, message, wantedOf(spec));
    } else {
      const wrong = misfit(spec, at.text, names);
      if (wrong) this.#problems.add(at, wrong, wantedOf(spec));
    }
    return at.text;
  }

  #number(spec: OperandSpec, at: Token): bigint | undefined {
    const value = BigInt(at.text);
    const max = spec.type === 'u64' ? MAX_U64 : spec.type === 'flag' ? 1n : MAX_U32;
    if (value <= max) return value;
    this.#problems.add(at, `${at.text} is too large for ${spec.name}`, wantedOf(spec));
    return undefined;
  }

  #words(spec: OperandSpec, known: readonly string[], at: Token): bigint | undefined {
    const given = at.text.split(',');
    const strange = given.find((word) => !known.includes(word));
    if (strange === undefined)
      return given.reduce((bits, word) => bits | (1n << BigInt(known.indexOf(word))), 0n);
    this.#problems.add(
      at,
      `${quote(strange)} is not a word of ${spec.name}`,
      nearest(strange, known) ?? wantedOf(spec),
    );
    return undefined;
  }

  #newLabels(name: OpName, words: readonly Token[], arrow: Token): void {
    const { labels } = opSpec(name);
    const stems = labels.map(({ stem }) => stem).join(' ');
    const wanted =
      labels.length > 1
        ? `up to ${labels.length} labels: ${stems}`
        : stems
          ? `a label: ${stems}`
          : 'no label';
    const values = labels.length > 1 ? `${labels.length} values` : stems ? '1 value' : 'nothing';
    if (words.length === 0) this.#problems.add(arrow, 'no label after >', wanted);
    const seen = new Set<string>();
    for (const [i, word] of words.entries()) {
      if (i >= labels.length) this.#problems.add(word, `${name} returns ${values}`, wanted);
      else if (!LABEL.test(word.text) || word.text.length > LIMITS.label)
        this.#problems.add(
          word,
          `${quote(word.text)} is not a label`,
          `a letter or _, then up to ${LIMITS.label - 1} letters, digits, _`,
        );
      else if (seen.has(word.text)) this.#problems.add(word, `${word.text} stands twice`, 'different labels');
      seen.add(word.text);
    }
  }
}

function wantedOf(spec: OperandSpec): string {
  if (spec.type === 'ctx') return 'the label of an open context';
  if (spec.type === 'fd') return `the label of a descriptor (${spec.accepts?.join(', ')})`;
  if (spec.type === 'handle') return `the label of a ${spec.accepts?.join(', ')}`;
  if (spec.type === 'id') return `a label or an object ID (${spec.accepts?.join(', ')})`;
  if (spec.words) return `some of ${spec.words.join(',')}`;
  return spec.type === 'flag'
    ? '0 or 1'
    : `a number, decimal or 0x…, of ${spec.type === 'u64' ? 64 : 32} bits`;
}
