/** An arrow of a drawing: the first keeps the second alive. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** What stands on it: `holds`; empty where nothing does. */
  readonly verb: string;
}

/** A name, or none where nothing stands, with the columns that it takes up in its line. */
export interface Placed {
  /** As the end of the arrow before it, and as the beginning of the arrow behind it: `A` and `B` in `-> A, B ->`. */
  readonly end: string;
  readonly begin: string;
  /** What stands before a colon: `before` in `before: A -> B`. */
  readonly caption: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const MAX_NAME = 40;
const MAX_WORDS = 3;

/** Longer lines are no drawing. */
const MAX_LINE = 400;

export const VERB = '\\s?[A-Za-z][\\w ]{0,24}\\s?';
const WORDS = '[A-Za-z](?:[\\w ]{0,23}\\w)?';

/** In a program a short arrow is an operator, and has no blanks around it. */
const [APART_BEFORE, APART_BEHIND] = ['(?<=^|[\\s|"\\])])', '(?=[\\s|"[({]|$)'];

/** --holds--> and <--holds--, with blanks around the word or without, and both ways; a short -holds-> has none. */
const saying = (line: string) => [
  `<${line}{1,9}${VERB}${line}{1,9}>`,
  `<${line}{1,9}${VERB}${line}{1,9}(?=[\\s|"]|$)`,
  `${line}{2,9}${VERB}${line}{2,9}>`,
  `${APART_BEFORE}${line}{1,9}${WORDS}${line}{1,9}>${APART_BEHIND}`,
];

const ARROW = [
  ...saying('-'),
  ...saying('='),
  `[-─━]{1,9}${VERB}[-─━]{1,9}→`,
  '<-{2,40}>',
  '<-{2,40}(?![->])',
  '-{2,40}>',
  '[←⟵⇐][-─━]{0,40}',
  '[↔⟷⇔]',
  '[-─━]{0,40}[→⟶⇒]',
  `${APART_BEFORE}(?:->|=>|<-|<->)${APART_BEHIND}`,
].join('|');

const LEFT = /^[<←⟵⇐↔⟷⇔]/;
const RIGHT = /[>→⟶⇒↔⟷⇔]$/;

const DRAWN = new RegExp(`(${ARROW})`);

export const hasArrow = (line: string) => line.length <= MAX_LINE && DRAWN.test(line);

/** A name without what is said of it: an attribute or a role in brackets, quotation marks, the wall of a box, the mark of a list. */
function cleaned(text: string): string {
  return text
    .replace(/\[[^\]]*\]?/g, '')
    .replace(/["|`;.]/g, ' ')
    .replace(/^\s*[-*•+]{1,3}\s/, '')
    .trim();
}

/** What an arrow joins to a piece of a line: in a sentence only the word beside the arrow. */
function nameIn(text: string, side: 'first' | 'last'): string {
  const words = cleaned(text).split(/\s+/);
  const name = words.length > MAX_WORDS ? (words.at(side === 'first' ? 0 : -1) ?? '') : words.join(' ');
  return /[A-Za-z]/.test(name) ? name.slice(0, MAX_NAME) : '';
}

/** Between two chains in one line. */
const BETWEEN = /[,;{}()]|\band\b|\s{4,}|\.\s/;

/** What stands before a colon at the end of a drawing is its count; at its beginning it is a caption. */
function placed(text: string, from: number): Placed {
  const parts = text
    .replace(/\[[^\]]*\]?|\([^()]*\)/g, ' ')
    .split(BETWEEN)
    .filter((part) => part.trim() !== '');
  const last = parts.at(-1) ?? '';
  const colon = last.lastIndexOf(':');
  const behind = colon >= 0 && last.slice(colon + 1).trim() !== '';
  return {
    end: nameIn((parts[0] ?? '').replace(/:.*$/, ''), 'first'),
    begin: nameIn(behind ? last.slice(colon + 1) : last.replace(/:.*$/, ''), 'last'),
    caption: behind ? last.slice(0, colon).trim() : '',
    text,
    from,
    to: from + text.length,
  };
}

/** What stands on an arrow. */
export const verbOf = (arrow: string) =>
  arrow
    .replace(/[^A-Za-z0-9_]+/g, ' ')
    .trim()
    .replace(/^_+|_+$/g, '');

/** An arrow between two names of a chain. */
export interface Shaft {
  /** Where it has heads: an arrow both ways has two. */
  readonly isLeft: boolean;
  readonly isRight: boolean;
  readonly verb: string;
}

/** The names of a chain, and the arrows between them. */
export function chainIn(line: string): {
  readonly names: readonly Placed[];
  readonly shafts: readonly Shaft[];
} {
  let at = 0;
  const names: Placed[] = [];
  const shafts: Shaft[] = [];
  for (const [i, part] of line.split(DRAWN).entries()) {
    if (i % 2) shafts.push({ isLeft: LEFT.test(part), isRight: RIGHT.test(part), verb: verbOf(part) });
    else names.push(placed(part, at));
    at += part.length;
  }
  return { names, shafts };
}
