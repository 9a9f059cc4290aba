/** A token of DOT: a name, written plainly or in quotes, or a sign such as `->`. */
export interface Token {
  readonly kind: 'name' | 'sign';
  readonly text: string;
  /** Whether it stands in quotes or angle brackets, so that it is no keyword. */
  readonly isQuoted: boolean;
  /** The line that it begins in, from 0. */
  readonly line: number;
}

const BLANKS = /[ \t\r]+/y;
/** What stands before a line of DOT that is in a comment of some other language. */
const MARK = /[ \t]{0,40}(?:\/\/|\*|#)(?= |\t|\r|$)/my;
const PLAIN = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*|-?(?:\.\d+|\d+(?:\.\d*)?)/y;
/** Longer texts are no name. */
const QUOTED = /"((?:[^"\\]|\\[\s\S]){0,1000})"/y;
const MARKUP = /<(?!-)((?:[^<>]|<[^<>]{0,200}>){0,1000})>/y;
const SIGN = /->|--|[[\]{}=;,:+]/y;

const unescaped = (text: string) =>
  text
    .replace(/\\\r?\n/g, '')
    .replace(/\\[nlr]|\s/g, ' ')
    .replace(/\\(["\\])/g, '$1');

/** The tokens of a text in DOT, one by one. Comments are none. */
export class Tokens {
  /** Where the next token is looked for, and the line of that place. */
  at: number;
  line: number;
  readonly #text: string;
  readonly #isMarked: boolean;

  constructor(text: string, at: number, line: number, isMarked: boolean) {
    this.#text = text;
    this.at = at;
    this.line = line;
    this.#isMarked = isMarked;
  }

  /** The next token; undefined at the end, and where none can be read. */
  next(): Token | undefined {
    this.#skip();
    const { line } = this;
    const plain = this.#match(PLAIN);
    if (plain) return { kind: 'name', text: plain[0], isQuoted: false, line };
    const quoted = this.#match(QUOTED);
    if (quoted) return { kind: 'name', text: unescaped(quoted[1] as string), isQuoted: true, line };
    const markup = this.#match(MARKUP);
    if (markup) {
      const text = (markup[1] as string).replace(/<[^<>]*>|\s/g, ' ');
      return { kind: 'name', text, isQuoted: true, line };
    }
    const sign = this.#match(SIGN);
    return sign ? { kind: 'sign', text: sign[0], isQuoted: false, line } : undefined;
  }

  /** Goes on in the next line. Returns whether there is one. */
  skipLine(): boolean {
    const end = this.#text.indexOf('\n', this.at);
    this.at = end < 0 ? this.#text.length : end;
    return end >= 0 && this.#newLine();
  }

  #skip(): void {
    const text = this.#text;
    for (;;) {
      if (this.#match(BLANKS)) continue;
      if (text[this.at] === '\n') this.#newLine();
      else if (text[this.at] === '#' || text.startsWith('//', this.at)) this.skipLine();
      else if (text.startsWith('/*', this.at)) {
        const end = text.indexOf('*/', this.at + 2);
        this.#goTo(end < 0 ? text.length : end + 2);
      } else return;
    }
  }

  #newLine(): true {
    this.at++;
    this.line++;
    if (this.#isMarked) this.#match(MARK);
    return true;
  }

  #goTo(end: number): void {
    for (; this.at < end; this.at++) if (this.#text[this.at] === '\n') this.line++;
  }

  /** What a sticky pattern matches here. */
  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (found) this.#goTo(this.at + found[0].length);
    return found;
  }
}
