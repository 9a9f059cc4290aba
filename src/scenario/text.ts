import {
  DESIGN_NAMES,
  type DesignName,
  endsProcess,
  NoDesign,
  type Op,
  readDesign,
} from '../iommufd/index.ts';
import { BETWEEN } from './beside.ts';
import { type Claim, readClaim } from './claim.ts';
import { withMoments } from './counted.ts';
import { Operations } from './operation.ts';
import { type Problem, Problems, quote } from './problem.ts';
import { type Cursor, EMPTY_SCENARIO, LIMITS, type Scenario } from './scenario.ts';
import { cleanTitle } from './title.ts';
import { type Token, tokens } from './token.ts';

export interface Parsed {
  /** Everything that could be read. */
  readonly scenario: Scenario;
  /** The lines its operations were read from, as they stood, in order. */
  readonly lines: readonly string[];
  /** Empty if and only if the whole text was understood. */
  readonly problems: readonly Problem[];
}

/** Reads the text form. Total: whatever the text, it returns what it could read and what it could not. */
export function parseText(text: string): Parsed {
  const problems = new Problems();
  const reader = new Reader(problems);
  if (text.length > LIMITS.text) {
    problems.line = 1;
    problems.add({ text: '', column: 1 }, `the text has ${text.length} characters`, `at most ${LIMITS.text}`);
  }
  // A line that the limit cuts could still be read, as another one.
  const lines = text.slice(0, LIMITS.text + 1).split(/\r\n|\r|\n/);
  for (const [i, line] of (text.length > LIMITS.text ? lines.slice(0, -1) : lines).entries()) {
    problems.line = i + 1;
    if (!reader.read(line)) break;
  }
  return { scenario: reader.scenario(), lines: reader.lines, problems: problems.found };
}

class Reader {
  readonly lines: string[] = [];
  readonly #problems: Problems;
  readonly #operations: Operations;
  readonly #ops: Op[] = [];
  #title = '';
  #design: DesignName = EMPTY_SCENARIO.design;
  #beside: readonly DesignName[] | undefined;
  #cursor: Cursor | undefined;
  #claim: Omit<Claim, 'design'> | undefined;

  constructor(problems: Problems) {
    this.#problems = problems;
    this.#operations = new Operations(problems);
  }

  scenario(): Scenario {
    const { op, step } = this.#cursor ?? { op: this.#ops.length, step: 0 };
    const cursor = { op: Math.min(op, this.#ops.length + 1), step };
    const design = this.#design;
    const claim = this.#claim && { ...this.#claim, design };
    const beside = this.#beside;
    return withMoments({
      title: this.#title,
      design,
      ...(beside?.length && { beside }),
      ops: this.#ops,
      cursor,
      ...(claim && { claim }),
    });
  }

  /** False when nothing after this line can be read. */
  read(line: string): boolean {
    const comment = /^\s*#\s*(title|design|beside|cursor|claims):/.exec(line);
    if (comment) this.#header(comment[1] as string, line, comment[0].length);
    const words = tokens(line);
    const [head] = words;
    if (!head) return true;
    if (this.#ops.length >= LIMITS.ops) {
      this.#problems.add(head, 'too many operations', `at most ${LIMITS.ops}`);
      return false;
    }
    const before = this.#ops.at(-1);
    if (before && endsProcess(before)) {
      this.#problems.add(head, 'the process has exited', `nothing after ${before.name}`);
      return false;
    }
    const op = this.#operations.read(words);
    if (!op) return true;
    this.#ops.push(op);
    this.lines.push(words.map((word) => word.text).join(' '));
    return true;
  }

  #designIn(at: Token): DesignName | undefined {
    try {
      return readDesign(at.text);
    } catch (error) {
      if (!(error instanceof NoDesign)) throw error;
      this.#problems.add(
        at,
        error.message,
        `TITLE: PRESET, SWITCH VALUE, … or one of ${DESIGN_NAMES.join(', ')}`,
      );
      return undefined;
    }
  }

  #compare(at: Token): void {
    let { column } = at;
    const names = at.text.split(BETWEEN).map((text) => {
      const name = this.#designIn({ text, column });
      column += text.length + BETWEEN.length;
      return name;
    });
    if (names.length > LIMITS.beside)
      this.#problems.add(at, `${names.length} designs to compare with`, `at most ${LIMITS.beside}`);
    else this.#beside = names.filter((name) => name !== undefined);
  }

  #header(key: string, line: string, from: number): void {
    const rest = line.slice(from);
    const value = rest.trim();
    const at = { text: value, column: from + rest.length - rest.trimStart().length + 1 };
    if (key === 'title') {
      if (value.length > LIMITS.title)
        this.#problems.add(at, 'the title is too long', `at most ${LIMITS.title} characters`);
      this.#title = cleanTitle(value);
    } else if (key === 'design') {
      this.#design = this.#designIn(at) ?? this.#design;
    } else if (key === 'beside') {
      this.#compare(at);
    } else if (key === 'claims') {
      this.#claim = readClaim(at, this.#problems);
    } else {
      const found = /^op (\d{1,3}) step (\d{1,6})$/.exec(value);
      if (found) this.#cursor = { op: Number(found[1]), step: Number(found[2]) };
      else this.#problems.add(at, `${quote(value)} is no cursor`, 'op N step N');
    }
  }
}
