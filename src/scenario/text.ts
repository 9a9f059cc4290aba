import {
  DESIGN_NAMES,
  type DesignName,
  OP_NAMES,
  type Op,
  type Operand,
  type OperandSpec,
  type OpName,
  opSpec,
} from '../iommufd/index.ts';
import { classOf, type Labelled, labelled, wantedClass } from './labels.ts';
import { type Problem, Problems } from './problem.ts';
import { type Cursor, EMPTY_SCENARIO, LIMITS, type Scenario } from './scenario.ts';
import { nearest, type Token, tokens } from './token.ts';

export interface Parsed {
  /** Everything that could be read. */
  readonly scenario: Scenario;
  /** The lines its operations were read from, as they stood, in order. */
  readonly lines: readonly string[];
  /** Empty if and only if the whole text was understood. */
  readonly problems: readonly Problem[];
}

/** Puts an operation into a second thread. */
const BACKGROUND = 'bg';

const LABEL = /^[A-Za-z_][A-Za-z0-9_]*$/;
const NUMBER = /^(0x[0-9a-fA-F]{1,16}|[0-9]{1,20})$/;
const MAX_U64 = 0xffff_ffff_ffff_ffffn;
const MAX_U32 = 0xffff_ffffn;

const CLASS_WORDS = { descriptor: 'a file descriptor', handle: 'no object', ID: 'an object ID' } as const;

/** Reads the text form. Total: whatever the text, it returns what it could read and what it could not. */
export function parseText(text: string): Parsed {
  const problems = new Problems();
  const reader = new Reader(problems);
  if (text.length > LIMITS.text) {
    problems.line = 1;
    problems.add({ text: '', column: 1 }, `the text has ${text.length} characters`, `at most ${LIMITS.text}`);
  }
  for (const [i, line] of text
    .slice(0, LIMITS.text)
    .split(/\r\n|\r|\n/)
    .entries()) {
    problems.line = i + 1;
    if (!reader.read(line)) break;
  }
  return { scenario: reader.scenario(), lines: reader.lines, problems: problems.found };
}

class Reader {
  readonly lines: string[] = [];
  readonly #problems: Problems;
  readonly #ops: Op[] = [];
  readonly #labels = new Map<string, Labelled>();
  #title = '';
  #design: DesignName = EMPTY_SCENARIO.design;
  #cursor: Cursor | undefined;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  scenario(): Scenario {
    const { op, step } = this.#cursor ?? { op: this.#ops.length, step: 0 };
    const cursor = { op: Math.min(op, this.#ops.length + 1), step };
    return { title: this.#title, design: this.#design, ops: this.#ops, cursor };
  }

  /** False when nothing after this line can be read. */
  read(line: string): boolean {
    const comment = /^\s*#\s*(title|design|cursor):\s*(.*?)\s*$/.exec(line);
    if (comment) this.#header(comment[1] as string, comment[2] as string, line);
    const words = tokens(line);
    const [head] = words;
    if (!head) return true;
    if (this.#ops.length >= LIMITS.ops) {
      this.#problems.add(head, 'too many operations', `at most ${LIMITS.ops}`);
      return false;
    }
    const before = this.#ops.at(-1)?.name;
    if (before === 'exit' || before === 'sigkill_self') {
      this.#problems.add(head, 'the process has exited', `nothing after ${before}`);
      return false;
    }
    const op = this.#line(words);
    if (!op) return true;
    for (const [label, names] of labelled(op, this.#labels)) this.#labels.set(label, names);
    this.#ops.push(op);
    this.lines.push(words.map((word) => word.text).join(' '));
    return true;
  }

  #header(key: string, value: string, line: string): void {
    const at = { text: value, column: line.indexOf(value, line.indexOf(':')) + 1 };
    if (key === 'title') {
      if (value.length > LIMITS.title)
        this.#problems.add(at, 'the title is too long', `at most ${LIMITS.title} characters`);
      this.#title = value.slice(0, LIMITS.title);
    } else if (key === 'design') {
      const design = DESIGN_NAMES.find((name) => name === value);
      if (design) this.#design = design;
      else this.#problems.add(at, `no design is called ${quote(value)}`, DESIGN_NAMES.join(', '));
    } else {
      const found = /^op (\d{1,3}) step (\d{1,6})$/.exec(value);
      if (found) this.#cursor = { op: Number(found[1]), step: Number(found[2]) };
      else this.#problems.add(at, `${quote(value)} is no cursor`, 'op N step N');
    }
  }

  /** One operation, in the background if it says so. */
  #line(words: readonly Token[]): Op | undefined {
    const [head, ...rest] = words as readonly [Token, ...Token[]];
    if (head.text !== BACKGROUND) return this.#op(head, rest);
    const [inner, ...operands] = rest;
    if (!inner) {
      this.#problems.add(head, 'no operation after bg', 'an operation');
      return undefined;
    }
    const op = this.#op(inner, operands);
    return op && { ...op, background: true };
  }

  #op(head: Token, rest: readonly Token[]): Op | undefined {
    const name = OP_NAMES.find((one) => one === head.text);
    if (!name) {
      const meant = nearest(head.text, OP_NAMES);
      const message = `no operation is called ${quote(head.text)}`;
      this.#problems.add(head, message, meant ?? `one of ${OP_NAMES.join(', ')}`);
      return undefined;
    }
    const before = this.#problems.found.length;
    const arrow = rest.findIndex((token) => token.text === '>');
    const operands = this.#operands(name, head, arrow < 0 ? rest : rest.slice(0, arrow));
    const labels = arrow < 0 ? [] : this.#newLabels(name, rest.slice(arrow + 1), rest[arrow] as Token);
    return this.#problems.found.length === before ? { name, operands, labels } : undefined;
  }

  #operands(name: OpName, head: Token, words: readonly Token[]): Record<string, Operand> {
    const spec = opSpec(name);
    const positional = spec.operands.filter((one) => one.positional);
    const given: Record<string, Operand> = {};
    for (const word of words) {
      const equals = word.text.indexOf('=');
      const key = equals < 0 ? undefined : word.text.slice(0, equals);
      const wanted =
        key === undefined
          ? positional.shift()
          : spec.operands.find((one) => one.name === key && !one.positional);
      const known = spec.operands.map((one) => (one.positional ? one.name : `${one.name}=`));
      if (!wanted)
        this.#problems.add(
          word,
          `${name} has no operand ${quote(word.text)}`,
          known.join(' ') || 'no operand',
        );
      else if (given[wanted.name] !== undefined)
        this.#problems.add(word, `${wanted.name} is given twice`, 'one value');
      else {
        const value = this.#value(wanted, {
          text: word.text.slice(equals + 1),
          column: word.column + equals + 1,
        });
        if (value !== undefined && value !== wanted.default) given[wanted.name] = value;
      }
    }
    const named = new Set(words.map((word) => word.text.split('=', 1)[0]));
    for (const one of spec.operands) {
      const missing = one.positional
        ? positional.includes(one)
        : one.default === undefined && !named.has(one.name);
      if (missing)
        this.#problems.add(
          head,
          `${name} lacks ${one.name}, ${one.says}`,
          one.positional ? one.name : `${one.name}=`,
        );
    }
    return given;
  }

  #value(spec: OperandSpec, at: Token): Operand | undefined {
    const wanted = wantedClass(spec);
    if (NUMBER.test(at.text) && wanted === 'ID') return this.#number(spec, at);
    if ((wanted === 'ID' && spec.type !== 'id') || !LABEL.test(at.text)) {
      const message = `${quote(at.text)} is no ${wanted === 'ID' ? 'number' : wanted}`;
      this.#problems.add(at, message, wantedOf(spec));
      return undefined;
    }
    const names = this.#labels.get(at.text);
    if (!names) this.#problems.add(at, `no line before this one defines ${quote(at.text)}`, wantedOf(spec));
    else if (classOf(names) !== wanted || (wanted === 'handle' && !spec.accepts?.includes(names)))
      this.#problems.add(at, `${at.text} is ${CLASS_WORDS[classOf(names)]}`, wantedOf(spec));
    else if (spec.type === 'ctx' && names !== 'iommufd')
      this.#problems.add(at, `${at.text} is no iommufd`, wantedOf(spec));
    return at.text;
  }

  #number(spec: OperandSpec, at: Token): bigint | undefined {
    const value = BigInt(at.text);
    const max = spec.type === 'u64' ? MAX_U64 : spec.type === 'flag' ? 1n : MAX_U32;
    if (value <= max) return value;
    this.#problems.add(at, `${at.text} is too large for ${spec.name}`, wantedOf(spec));
    return undefined;
  }

  #newLabels(name: OpName, words: readonly Token[], arrow: Token): string[] {
    const { labels } = opSpec(name);
    const wanted = labels.length
      ? `up to ${labels.length} labels: ${labels.map(({ stem }) => stem).join(' ')}`
      : 'no label';
    if (words.length === 0) this.#problems.add(arrow, 'no label after >', wanted);
    for (const [i, word] of words.entries()) {
      if (i >= labels.length) this.#problems.add(word, `${name} gives ${labels.length} values`, wanted);
      else if (!LABEL.test(word.text) || word.text.length > LIMITS.label)
        this.#problems.add(
          word,
          `${quote(word.text)} is no label`,
          `a letter, then up to ${LIMITS.label - 1} letters, digits, _`,
        );
      else if (words.findIndex((other) => other.text === word.text) < i)
        this.#problems.add(word, `${word.text} stands twice`, 'different labels');
    }
    return words.map((word) => word.text);
  }
}

function wantedOf(spec: OperandSpec): string {
  if (spec.type === 'ctx') return 'the label of an open context';
  if (spec.type === 'fd') return `the label of a descriptor (${spec.accepts?.join(', ')})`;
  if (spec.type === 'handle') return `the label of a ${spec.accepts?.join(', ')}`;
  if (spec.type === 'id') return `a label or an object ID (${spec.accepts?.join(', ')})`;
  return spec.type === 'flag'
    ? '0 or 1'
    : `a number, decimal or 0x…, of ${spec.type === 'u64' ? 64 : 32} bits`;
}

function quote(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}

function formatOperand(spec: OperandSpec, value: Operand): string {
  const text = spec.type === 'u64' && typeof value === 'bigint' ? `0x${value.toString(16)}` : String(value);
  return spec.positional ? text : `${spec.name}=${text}`;
}

/** One operation as a line. What has its default is left out. */
export function formatOp(op: Op): string {
  const operands = opSpec(op.name).operands.flatMap((spec) => {
    const value = op.operands[spec.name];
    return value === undefined || value === spec.default ? [] : [formatOperand(spec, value)];
  });
  return [
    ...(op.background ? [BACKGROUND] : []),
    op.name,
    ...operands,
    ...(op.labels.length ? ['>', ...op.labels] : []),
  ].join(' ');
}

/** The canonical text of a scenario. parseText of it gives the scenario back. */
export function formatText({ title, design, ops, cursor }: Scenario): string {
  const atEnd = cursor.op === ops.length && cursor.step === 0;
  const header = [
    ...(title ? [`# title: ${title}`] : []),
    `# design: ${design}`,
    ...(atEnd ? [] : [`# cursor: op ${cursor.op} step ${cursor.step}`]),
  ];
  return `${[...header, ...ops.map(formatOp)].join('\n')}\n`;
}
