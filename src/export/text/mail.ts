import { OP_NAMES } from '../../iommufd/index.ts';
import {
  decodeLink,
  type FoundLink,
  LIMITS,
  linksIn,
  parseText,
  type Scenario,
  TextReader,
} from '../../scenario/index.ts';
import { type Drawing, readDrawing } from './drawing.ts';

/** What somebody has pasted. */
export type Mail =
  | { readonly kind: 'scenario'; readonly scenario: Scenario; readonly notes: readonly string[] }
  | { readonly kind: 'drawing'; readonly drawing: Drawing; readonly notes: readonly string[] }
  | { readonly kind: 'nothing'; readonly because: string };

/** Lines that were not understood of which each is named; of more it is said how many. */
const MOST_NOTES = 8;

/** Lines that a mail program may have made of one. */
const MOST_PIECES = 3;

const MAX_LINES = 4000;

/** A line as its first author wrote it: without marks of quotation, or without so many. */
function unquoted(line: string, most = 99): string {
  const marks = new RegExp(`^(?:[ \\t]?>){1,${Math.max(most, 1)}} ?`);
  return (most > 0 ? line.replace(marks, '') : line).trimEnd();
}

/** How often a line is quoted. */
const depthOf = (line: string) => (/^(?:[ \t]?>)*/.exec(line)?.[0].match(/>/g) ?? []).length;

/** A line without what stands before it in a list, a comment, a patch or another way of quoting. */
const unmarked = (line: string) =>
  line
    .trim()
    .replace(/^(?:\+|[|*](?=\s))/, '')
    .trimStart();

/** A line of a list of steps, without its number and without what the operation returned. */
function unnumbered(line: string): string {
  const text = line.trimStart().replace(/^\d{1,3}[.)]?\s+/, '');
  const end = text.search(/\s-> /);
  return (end < 0 ? text : text.slice(0, end)).trimEnd();
}

const HEADER = /^(title|design|beside|cursor|claims):\s/;
const PREFIX = /^(?:bg(?: \d+| until \S+(?: [x×]\d+)?)? |failslab \d+ |fail_usercopy )*/;

/** Whether a line says something of the scenario. Without its mark it has to be written as we write it. */
function isHeader(line: string): boolean {
  return HEADER.test(line.startsWith('#') ? line.slice(1).trimStart().toLowerCase() : line);
}

function isOperation(line: string): boolean {
  const [name = ''] = line.replace(PREFIX, '').split(/\s/, 1);
  return OP_NAMES.some((one) => one === name);
}

const BEGINNING = /#\s*(1a[\w.~-]{2,})|^[ \t>|+*]*(1a[\w.~-]{6,})[ \t]*$/m;

const NOTHING = 'There is no link, no operation and no drawing with --holds--> or --releases--> in it.';

/** Reads a mail: a link in it, or the text of a scenario, or a drawing; and says what it did not understand. Total. */
export function readMail(text: string): Mail {
  if (text.length > LIMITS.text)
    return {
      kind: 'nothing',
      because: `The text has ${text.length} characters; at most ${LIMITS.text} are read.`,
    };
  const [link, ...others] = linksIn(text);
  if (link) return { kind: 'scenario', scenario: link.scenario, notes: others.map(otherLink) };
  const raw = text.split(/\r\n|\r|\n/, MAX_LINES);
  const lines = raw.map((line) => unquoted(line));
  const written = scenarioIn(lines, raw) ?? damagedLinkIn(text);
  if (written) return written;
  const drawing = readDrawing(lines);
  if (drawing.arrows.length > 0) return { kind: 'drawing', drawing, notes: notesOf(lines, drawing.lines) };
  return { kind: 'nothing', because: NOTHING };
}

const otherLink = ({ fragment }: FoundLink) => `There is another link, which was not opened: #${fragment}`;

/** What can be read of a link that is damaged or does nothing. A commit begins as a link does, and is none. */
function damagedLinkIn(text: string): Mail | undefined {
  const [, marked, alone] = BEGINNING.exec(text) ?? [];
  const begins = marked ?? alone ?? '';
  if (!begins || /^[0-9a-f]{7,40}$/.test(begins)) return undefined;
  const { scenario, problems } = decodeLink(text);
  return scenario && (scenario.ops.length > 0 || problems.length === 0)
    ? { kind: 'scenario', scenario, notes: problems }
    : undefined;
}

/** The operations and headers that stand in some lines, amid whatever else. */
function scenarioIn(lines: readonly string[], raw: readonly string[]): Mail | undefined {
  const written = lines.map(unmarked);
  const plain = parseText(written.join('\n'));
  if (plain.problems.length === 0 && plain.scenario.ops.length > 0)
    return { kind: 'scenario', scenario: plain.scenario, notes: [] };
  const reader = new TextReader();
  const used = new Set<number>();
  for (let i = 0; i < written.length; i++) {
    const line = written[i] as string;
    const first = unnumbered(line);
    const header = isHeader(line);
    if (!header && (!isOperation(first) || first.includes('(end of the process)'))) continue;
    const head = header ? `# ${line.replace(/^#?\s*/, '')}` : first;
    // A line that was broken goes on in the next: as much of it as still makes sense.
    const ways = Array.from({ length: MOST_PIECES }, (_, more) => {
      // What begins it may be the mark before its labels, and none of quotation.
      const rest = raw
        .slice(i + 1, i + 1 + more)
        .map((piece) => unmarked(unquoted(piece, depthOf(raw[i] as string))));
      return rest.some((piece) => piece === '' || isOperation(unnumbered(piece)) || isHeader(piece))
        ? undefined
        : [head, ...rest.map(unnumbered)].map((piece) => piece.trim()).join(' ');
    });
    const order = header ? ways : ways.toReversed();
    const found = order.find((way) => way !== undefined && reader.take(way));
    if (found === undefined) continue;
    for (let more = 0; more <= ways.indexOf(found); more++) used.add(i + more);
    i += ways.indexOf(found);
  }
  const scenario = reader.scenario();
  return scenario.ops.length > 0 ? { kind: 'scenario', scenario, notes: notesOf(lines, used) } : undefined;
}

/** A sentence for each line that was not understood, up to a few. */
function notesOf(lines: readonly string[], used: ReadonlySet<number>): readonly string[] {
  const missed = lines.flatMap((line, i) => (line.trim() && !used.has(i) ? [{ line, i }] : []));
  const told = missed.slice(0, MOST_NOTES).map(({ line, i }) => {
    const words = line.trim();
    return `Line ${i + 1} was not understood: "${words.length > 50 ? `${words.slice(0, 50)}...` : words}"`;
  });
  const more = missed.length - told.length;
  return more > 0 ? [...told, `${more} more lines were not understood.`] : told;
}
