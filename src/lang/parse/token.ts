import type { Comment } from './syntax.ts';

export type TokenKind = 'word' | 'number' | 'string' | 'sign' | 'end';

/** A token of a file. `text` of a string is what stands between its quotes. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  /** Nothing but blanks stands before it on its line. */
  readonly beginsLine: boolean;
}

/** What stops the reading of a file: where, and what is to be said. */
export class Stop extends Error {
  readonly at: number;
  readonly mend: string | undefined;

  constructor(at: number, says: string, mend?: string) {
    super(says);
    this.at = at;
    this.mend = mend;
  }
}

const SIGNS = [
  ...['<<=', '>>=', '...', '->', '++', '--', '&&', '||', '==', '!=', '<=', '>='],
  ...['+=', '-=', '*=', '/=', '%=', '|=', '&=', '^=', '<<', '>>'],
  ...'#{}()[];,.?:~!<>=+-*/%&|^',
];

const BLANKS = /[ \t\r\n\f\v]+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|[0-9]+)[uUlL]*/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const INCLUDE = /#[ \t]*include\b[^\n]*/y;

/** What a pattern matches at an offset; empty if it does not. */
function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function commentAt(text: string, at: number): string {
  if (text.startsWith('//', at)) {
    const end = text.indexOf('\n', at);
    return text.slice(at, end < 0 ? text.length : end);
  }
  if (!text.startsWith('/*', at)) return '';
  const end = text.indexOf('*/', at + 2);
  if (end < 0) throw new Stop(at, 'this comment has no end', 'write */ where it ends');
  return text.slice(at, end + 2);
}

/** The tokens of a text, the last of which is its end, and its comments. Throws Stop at what is none. */
export function tokensOf(text: string): {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
} {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  let beginsLine = true;
  const take = (kind: TokenKind, found: string, at: number): number => {
    tokens.push({ kind, text: kind === 'string' ? found.slice(1, -1) : found, at, beginsLine });
    beginsLine = false;
    return found.length;
  };
  for (let at = 0; at < text.length; ) {
    const blanks = match(BLANKS, text, at);
    if (blanks) {
      beginsLine ||= blanks.includes('\n');
      at += blanks.length;
      continue;
    }
    const comment = commentAt(text, at);
    if (comment) {
      comments.push({ text: comment, at });
      at += comment.length;
      continue;
    }
    // What a header would say is in the texts of the model.
    const include = match(INCLUDE, text, at);
    if (include) {
      at += include.length;
      continue;
    }
    const word = match(WORD, text, at);
    const number = match(NUMBER, text, at);
    const string = match(STRING, text, at);
    const sign = SIGNS.find((one) => text.startsWith(one, at));
    if (word) at += take('word', word, at);
    else if (number) {
      const next = match(WORD, text, at + number.length);
      if (next) throw new Stop(at, `${number}${next} is no number`);
      at += take('number', number, at);
    } else if (string) at += take('string', string, at);
    else if (sign) at += take('sign', sign, at);
    else if (text[at] === '"')
      throw new Stop(at, 'this string has no end on its line', 'write " where it ends');
    else throw new Stop(at, `the character ${JSON.stringify(text[at])} has no meaning here`);
  }
  tokens.push({ kind: 'end', text: '', at: text.length, beginsLine: true });
  return { tokens, comments };
}
