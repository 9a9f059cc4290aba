import { wrap } from '../picture/wrap.ts';

/** Columns that a mail shows without breaking lines, and a commit message has. */
export const WIDTH = 72;

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/→/g, '->'],
  [/←/g, '<-'],
  [/[“”]/g, '"'],
  [/[‘’]/g, "'"],
  [/…/g, '...'],
  [/[–—]/g, '-'],
  [/×/g, 'x'],
  [/·/g, '-'],
];

/** The same in 7 bits, without anything that moves the cursor. */
export function ascii(text: string): string {
  return PLAIN.reduce((plain, [what, by]) => plain.replace(what, by), text).replace(/[^\x20-\x7e]/g, '?');
}

/** A paragraph in lines of at most 72 columns; all but the first begin with blanks. */
export function paragraph(text: string, indent = 0, first = ''): readonly string[] {
  const [head = '', ...rest] = wrap(ascii(text), WIDTH - indent, Math.max(first.length - indent, 0));
  return [`${first}${head}`, ...rest.map((line) => ' '.repeat(indent) + line)];
}
