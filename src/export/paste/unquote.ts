/** A line of a mail, and how often it is quoted. */
export interface Line {
  readonly raw: string;
  /** Without marks of quotation. */
  readonly text: string;
  readonly depth: number;
}

const ENTITIES: Readonly<Record<string, string>> = { gt: '>', lt: '<', quot: '"', nbsp: ' ', amp: '&' };

/** A mark of quotation, which can have the initials or the name of who is quoted before it. */
const MARK = '[ \\t]?(?:[A-Z]{1,3}|[A-Z][a-z]{1,20})?>';
const MARKS = new RegExp(`^(?:${MARK})+`);

/** Deeper than any thread is quoted. */
const MOST = 99;

/** What stands before a line that is quoted so often, by how often. */
const QUOTES = Array.from(
  { length: MOST + 1 },
  (_, most) => new RegExp(`^(?:${MARK}){1,${Math.max(most, 1)}} ?`),
);

/** A line without its marks of quotation, or without so many of them. */
export function unquoted(line: string, most = MOST): string {
  return most > 0 ? line.replace(QUOTES[Math.min(most, MOST)] as RegExp, '').trimEnd() : line.trimEnd();
}

const depthOf = (line: string) => MARKS.exec(line)?.[0].match(/>/g)?.length ?? 0;

/** Quoted-printable writes every equals sign as =3D, and ends the lines that it breaks with one. */
function printed(text: string): string {
  if (!text.includes('=3D')) return text;
  const joined = text.replace(/=\r?\n/g, '');
  return joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** A text without what mail programs and web pages put into it: quoted-printable, entities, characters that nobody sees. */
export function plainText(text: string): string {
  return printed(text)
    .replace(/&(gt|lt|quot|nbsp|amp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '');
}

const EMPTY: Line = { raw: '', text: '', depth: 0 };

/** The lines of a text; a fence around a block is an empty one. */
export function linesOf(text: string): readonly Line[] {
  return text.split(/\r\n|\r|\n/).map((raw) => {
    if (raw === '') return EMPTY;
    const line = unquoted(raw);
    return { raw, text: /^\s*(?:```|~~~)\w*$/.test(line) ? '' : line, depth: depthOf(raw) };
  });
}
