import { LIMITS } from '../scenario.ts';
import { checksum } from './alphabet.ts';
import { PREFIX } from './encode.ts';

/** A link is looked for behind at most this many `#`, and put together from at most this many pieces. */
const MAX_MARKS = 16;
const MAX_PIECES = 64;

/** More links than anybody puts in one mail, and more places where one may begin. */
const MAX_LINKS = 32;
const MAX_BEGINNINGS = 64;

/** A mail program that encodes an address which was encoded before it does so once more. */
const MAX_ENCODINGS = 3;

/** A text without what mail programs do to an address: quoted-printable ends the lines that it breaks with =. */
const readable = (text: string) => decodePercent(text).replace(/=(?=\r?\n)/g, '');

/** A text without percent encoding, also where it was encoded more than once. */
export function decodePercent(text: string): string {
  let decoded = text;
  for (let i = 0; i < MAX_ENCODINGS && decoded.includes('%'); i++)
    decoded = decoded.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return decoded;
}

/** Blanks, brackets, marks of quotation, and what a mail may put in where it breaks a line. */
const BETWEEN = /[\s<>|\u00ad\u200b\u2060]+/;

/** What an address and a sentence put behind a link is not part of it; a link ends with a letter or digit. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && '-_.~'.includes(text[end - 1] as string)) end--;
  return text.slice(0, end);
}

function allowedIn(text: string): string {
  return /^[A-Za-z0-9_.~-]*/.exec(text)?.[0] ?? '';
}

/** What a link that begins here may be: its first piece, and that with one piece more, and so on. */
function* joins(text: string): Generator<string> {
  const pieces = text
    .split(BETWEEN, MAX_PIECES + 1)
    .filter((piece) => piece !== '')
    .slice(0, MAX_PIECES);
  let joined = '';
  for (const piece of pieces) {
    const allowed = allowedIn(piece);
    joined += allowed;
    if (joined.length > LIMITS.link) return;
    yield withoutEnd(joined);
    if (allowed.length < piece.length) return;
  }
}

/** The text behind each `#`; all of it where there is none. */
function behindMarks(text: string): readonly string[] {
  const found: string[] = [];
  for (let at = text.indexOf('#'); at >= 0 && found.length < MAX_MARKS; at = text.indexOf('#', at + 1))
    found.push(text.slice(at + 1, at + 1 + LIMITS.link * 2));
  return found.length ? found : [text];
}

export function isWhole(fragment: string): boolean {
  return fragment.length > 2 && checksum(fragment.slice(0, -2)) === fragment.slice(-2);
}

/** A link of which nothing fits: its first piece, and what begins each line after it while nothing else stands there. */
function damaged(text: string): string {
  let joined = '';
  for (const line of text.split(/\r\n|\r|\n/, MAX_PIECES)) {
    const [piece, ...more] = line.split(BETWEEN).filter((one) => one !== '');
    const allowed = allowedIn(piece ?? '');
    joined += allowed;
    if (joined !== '' && (allowed === '' || allowed !== piece || more.length)) break;
  }
  return withoutEnd(joined);
}

/**
 * The fragments that somebody may have pasted: a link or a fragment, perhaps percent-encoded, quoted, in angle brackets,
 * inside a sentence, or broken over lines. The likeliest comes first: of those whose check characters fit the longest,
 * since a piece of a link fits by chance more often than a link with words behind it.
 */
export function fragmentsIn(text: string): readonly string[] {
  const marked = behindMarks(readable(text));
  const isOurs = (start: string) => start.trimStart().startsWith(PREFIX);
  const starts = [...marked.filter(isOurs), ...marked.filter((start) => !isOurs(start))];
  for (const start of starts) {
    const whole = [...joins(start)].filter(isWhole);
    if (whole.length) return whole.reverse();
  }
  return [damaged(starts[0] ?? '')];
}

/** Where a link of ours may begin: behind a mark, or as a line of its own. */
const BEGINNING = /#\s*(?=1a)|^[ \t>|+*]*(?=1a[\w.~-]{6,}[ \t]*$)/gm;

/** At each place where a link may begin, the fragments whose check characters fit, the longest first. */
export function wholeFragmentsIn(text: string): readonly (readonly string[])[] {
  const plain = readable(text);
  const found: string[][] = [];
  let tried = 0;
  for (const { 0: before, index } of plain.matchAll(BEGINNING)) {
    if (found.length === MAX_LINKS || tried++ === MAX_BEGINNINGS) break;
    const start = index + before.length;
    const whole = [...joins(plain.slice(start, start + LIMITS.link * 2))].filter(isWhole);
    if (whole.length) found.push(whole.reverse());
  }
  return found;
}
