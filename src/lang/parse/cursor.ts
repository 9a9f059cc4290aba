import { Stop, type Token } from './token.ts';
import { LEFT_OUT } from './words.ts';

/** How deep a text may nest; deeper ones are refused, so that reading them needs no deep stack. */
const DEEPEST = 64;

/** Where the reading of a file is. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The token that is read next. */
  get now(): Token {
    return this.#tokens[this.#next] as Token;
  }

  /** Whether a word or a sign comes next, or so many tokens later. */
  is(text: string, later = 0): boolean {
    const token = this.#tokens[this.#next + later];
    return token !== undefined && token.text === text && (token.kind === 'word' || token.kind === 'sign');
  }

  /** Whether any word comes next, or so many tokens later. */
  isWord(later = 0): boolean {
    return this.#tokens[this.#next + later]?.kind === 'word';
  }

  /** Whether the file ends so many tokens later. */
  isEnd(later: number): boolean {
    const token = this.#tokens[this.#next + later];
    return token === undefined || token.kind === 'end';
  }

  advance(): Token {
    const token = this.now;
    if (token.kind !== 'end') this.#next++;
    return token;
  }

  /** Reads a word or a sign if it comes next. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.advance();
    return true;
  }

  need(text: string, mend?: string): Token {
    if (!this.is(text)) this.fail(`"${text}"`, mend);
    return this.advance();
  }

  /** Reads something from behind an opening bracket to the closing one, with commas between. */
  list<T>(close: string, one: () => T): T[] {
    const found: T[] = [];
    while (!this.is(close)) {
      found.push(one());
      if (!this.take(',')) break;
    }
    if (!this.take(close)) this.fail(`"," or "${close}"`);
    return found;
  }

  /** Reads something that may contain more of its kind. */
  nested<T>(read: () => T): T {
    if (this.#depth >= DEEPEST) throw new Stop(this.now.at, `this is nested more than ${DEEPEST} deep`);
    this.#depth++;
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  /** Throws Stop: something else was expected. */
  fail(expected: string, mend?: string): never {
    const { kind, text, at } = this.now;
    const left = kind === 'word' ? LEFT_OUT.get(text) : undefined;
    if (left !== undefined) throw new Stop(at, `the language has no ${text}`, left);
    const found = kind === 'end' ? 'the end of the file' : kind === 'string' ? 'a string' : `"${text}"`;
    throw new Stop(at, `expected ${expected}, not ${found}`, mend);
  }

  /** Goes on at the next definition: at what begins a line behind a `;` or a `}`. */
  skip(): void {
    while (this.now.kind !== 'end') {
      const { text } = this.advance();
      if ((text === ';' || text === '}') && this.now.beginsLine && this.now.text !== '}') return;
    }
  }
}
