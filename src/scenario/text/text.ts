import {
  DESIGN_NAMES,
  type DesignName,
  endsProcess,
  NoDesign,
  type Op,
  readDesign,
} from '../../iommufd/index.ts';
import { nearest } from '../../lang/index.ts';
import { BETWEEN } from '../beside.ts';
import { type Claim, readClaim } from '../claim.ts';
import { withMoments } from '../link/counted.ts';
import { type Cursor, EMPTY_SCENARIO, LIMITS, type Scenario } from '../scenario.ts';
import { cleanTitle } from '../title.ts';
import { HEADERS, type Header, headerMeant } from './meant.ts';
import { Operations } from './operation.ts';
import { type Problem, Problems, quote } from './problem.ts';
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
  const reader = new TextReader();
  if (text.length > LIMITS.text) {
    const at = { text: '', column: 1 };
    reader.problems.line = 1;
    reader.problems.add(at, `the text has ${text.length} characters`, `at most ${LIMITS.text}`);
  }
  // A line that the limit cuts could still be read, as another one.
  const lines = text.slice(0, LIMITS.text + 1).split(/\r\n|\r|\n/);
  for (const [i, line] of (text.length > LIMITS.text ? lines.slice(0, -1) : lines).entries()) {
    reader.problems.line = i + 1;
    if (!reader.read(line)) break;
  }
  return { scenario: reader.scenario(), lines: reader.lines, problems: reader.problems.found };
}

/** Reads the text form line by line. */
export class TextReader {
  readonly lines: string[] = [];
  readonly problems = new Problems();
  readonly #operations = new Operations(this.problems);
  readonly #ops: Op[] = [];
  #title = '';
  #design: DesignName = EMPTY_SCENARIO.design;
  #beside: readonly DesignName[] | undefined;
  #cursor: Cursor | undefined;
  #claim: Omit<Claim, 'design'> | undefined;

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

  /** Reads a line if all of it can be understood; false, with nothing changed, if not. */
  take(line: string): boolean {
    const before = [this.#title, this.#beside, this.#claim] as const;
    const isRead = this.read(line) && this.problems.found.length === 0;
    if (isRead) return true;
    this.problems.found.length = 0;
    [this.#title, this.#beside, this.#claim] = before;
    return false;
  }

  /** False when nothing after this line can be read. */
  read(line: string): boolean {
    const comment = /^(\s*#\s*)([A-Za-z]+):/.exec(line);
    if (comment) this.#comment(comment[2] as string, line, comment[1]?.length ?? 0);
    const words = tokens(line);
    const [head] = words;
    if (!head) return true;
    if (this.#ops.length >= LIMITS.ops) {
      this.problems.add(head, 'too many operations', `at most ${LIMITS.ops}`);
      return false;
    }
    const before = this.#ops.at(-1);
    if (before && endsProcess(before)) {
      this.problems.add(head, 'the process has exited', `nothing after ${before.name}`);
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
      this.problems.addUnknown(
        at,
        error.message,
        nearest(at.text, DESIGN_NAMES),
        `TITLE: DESIGN, SWITCH VALUE, … or one of ${DESIGN_NAMES.join(', ')}`,
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
      this.problems.add(at, `${names.length} designs to compare with`, `at most ${LIMITS.beside}`);
    else this.#beside = names.filter((name) => name !== undefined);
  }

  /** A word before a colon, which may be a header in letters of any case. */
  #comment(word: string, line: string, before: number): void {
    const header = HEADERS.find((one) => one === word.toLowerCase());
    const meant = headerMeant(word);
    if (header) this.#header(header, line, before + word.length + 1);
    else if (meant) {
      const at = { text: word, column: before + 1 };
      this.problems.addUnknown(at, `no header is called ${quote(word)}`, meant, meant);
    }
  }

  #header(key: Header, line: string, from: number): void {
    const rest = line.slice(from);
    const value = rest.trim();
    const at = { text: value, column: from + rest.length - rest.trimStart().length + 1 };
    if (key === 'title') {
      if (value.length > LIMITS.title)
        this.problems.add(at, 'the title is too long', `at most ${LIMITS.title} characters`);
      this.#title = cleanTitle(value);
    } else if (key === 'design') {
      this.#design = this.#designIn(at) ?? this.#design;
    } else if (key === 'beside') {
      this.#compare(at);
    } else if (key === 'claims') {
      this.#claim = readClaim(at, this.problems);
    } else {
      const found = /^op (\d{1,3}) step (\d{1,6})$/.exec(value);
      if (found) this.#cursor = { op: Number(found[1]), step: Number(found[2]) };
      else this.problems.add(at, `${quote(value)} is not a cursor`, 'op N step N');
    }
  }
}
