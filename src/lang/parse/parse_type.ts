import type { Cursor } from './cursor.ts';
import type { Type } from './syntax.ts';
import { Stop } from './token.ts';
import { IGNORED, isScalar, KEYWORDS, SPELLINGS } from './words.ts';

/** Reads a name that something is given. */
export function parseName(c: Cursor, what = 'a name'): string {
  const { kind, text, at } = c.now;
  if (kind === 'word' && KEYWORDS.has(text))
    throw new Stop(at, `expected ${what}, not the word ${text} of the language`);
  if (kind !== 'word') c.fail(what);
  return c.advance().text;
}

/** Passes over words that say nothing to a model. */
export function skipIgnored(c: Cursor): void {
  while (c.now.kind === 'word' && IGNORED.has(c.now.text)) c.advance();
}

/** Whether a type begins here. */
export function beginsType(c: Cursor): boolean {
  const { kind, text } = c.now;
  if (kind !== 'word') return false;
  return (
    isScalar(text) ||
    SPELLINGS.has(text) ||
    ['struct', 'enum', 'unsigned'].includes(text) ||
    IGNORED.has(text)
  );
}

/** `unsigned int`, `long long`, `u32`: one name for each width. */
function parseScalar(c: Cursor): string {
  const isUnsigned = c.take('unsigned');
  const { text } = c.now;
  if (isUnsigned && !['int', 'long', 'char'].includes(text)) return 'u32';
  const name = SPELLINGS.get(text) ?? text;
  c.advance();
  if (name === 'long') {
    c.take('long');
    c.take('int');
    return isUnsigned ? 'u64' : 's64';
  }
  if (name === 'int') return isUnsigned ? 'u32' : 'int';
  return isUnsigned ? 'u8' : name;
}

/** Reads a type without what is said behind its stars. */
export function parseType(c: Cursor): Type {
  skipIgnored(c);
  let name: string;
  if (c.is('struct') || c.is('enum')) {
    const { text: word } = c.advance();
    name = `${word} ${parseName(c, `the name of ${word === 'enum' ? 'an enum' : 'a struct'}`)}`;
  } else if (beginsType(c)) name = parseScalar(c);
  else c.fail('a type', c.isWord(1) ? `if ${c.now.text} is a struct, write struct ${c.now.text}` : undefined);
  let stars = 0;
  for (skipIgnored(c); c.take('*'); skipIgnored(c)) stars++;
  return { name, stars };
}
