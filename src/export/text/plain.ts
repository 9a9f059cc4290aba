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

/** Stands for a blank at which no line ends. */
const JOINT = '\u00a0';

/** A name with its number in one line: `access 8`, `step 144`, `users 2 -> 1`, `60 s`. */
function joined(text: string): string {
  return text
    .replace(/(?<=[a-z_]) (?=\d+\b)|(?<=\d) (?=m?s\b)/g, JOINT)
    .replace(/(?<=\d) -> (?=\d|saturated)/g, `${JOINT}->${JOINT}`);
}

/** A paragraph in lines of at most 72 columns; all but the first begin with blanks. No name is cut. */
export function paragraph(text: string, indent = 0, first = ''): readonly string[] {
  const [head = '', ...rest] = wrap(
    joined(ascii(text)),
    WIDTH - indent,
    Math.max(first.length - indent, 0),
  ).map((line) => line.replaceAll(JOINT, ' '));
  return [`${first}${head}`.trimEnd(), ...rest.map((line) => ' '.repeat(indent) + line)];
}
