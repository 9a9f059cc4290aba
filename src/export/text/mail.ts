import { OP_NAMES } from '../../iommufd/index.ts';
import { decodeLink, LIMITS, parseText, type Scenario } from '../../scenario/index.ts';
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
  return (most > 0 ? line.replace(marks, '') : line).replace(/\s+$/, '');
}

/** How often a line is quoted. */
const depthOf = (line: string) => (/^(?:[ \t]?>)*/.exec(line)?.[0].match(/>/g) ?? []).length;

/** A line of a list of steps, without its number and without what the operation returned. */
const unnumbered = (line: string) => line.replace(/^\s*\d{1,3}[.)]?\s+/, '').replace(/\s+-> .*$/, '');

const HEADER = /^\s*#?\s*(title|design|beside|cursor|claims):\s/;
const PREFIX = /^(?:bg(?: \d+| until \S+(?: [x×]\d+)?)? |failslab \d+ |fail_usercopy )*/;

function isOperation(line: string): boolean {
  const [name = ''] = line.replace(PREFIX, '').split(/\s/, 1);
  return OP_NAMES.some((one) => one === name);
}

/** Reads a mail: a link in it, or the text of a scenario, or a drawing; and says what it did not understand. Total. */
export function readMail(text: string): Mail {
  if (text.length > LIMITS.text)
    return {
      kind: 'nothing',
      because: `The text has ${text.length} characters; at most ${LIMITS.text} are read.`,
    };
  // A whole address, or a fragment that stands alone in its line.
  if (/#\s*1a|^[>\s]*1a[\w.~-]{6,}\s*$/m.test(text)) {
    const { scenario, problems } = decodeLink(text);
    if (scenario) return { kind: 'scenario', scenario, notes: problems };
  }
  const raw = text.split(/\r\n|\r|\n/, MAX_LINES);
  const lines = raw.map((line) => unquoted(line));
  const written = scenarioIn(lines, raw);
  if (written) return written;
  const drawing = readDrawing(lines);
  if (drawing.arrows.length > 0) return { kind: 'drawing', drawing, notes: notesOf(lines, drawing.lines) };
  return {
    kind: 'nothing',
    because: 'There is no link, no operation and no drawing with --holds--> or --releases--> in it.',
  };
}

/** The operations and headers that stand in some lines, amid whatever else. */
function scenarioIn(lines: readonly string[], raw: readonly string[]): Mail | undefined {
  const plain = parseText(lines.join('\n'));
  if (plain.problems.length === 0 && plain.scenario.ops.length > 0)
    return { kind: 'scenario', scenario: plain.scenario, notes: [] };
  const taken: string[] = [];
  const used = new Set<number>();
  const isRead = (line: string) => parseText([...taken, line].join('\n')).problems.length === 0;
  for (let i = 0; i < lines.length; i++) {
    const first = unnumbered(lines[i] as string);
    const header = HEADER.exec(lines[i] as string);
    if (!header && (!isOperation(first) || first.includes('(end of the process)'))) continue;
    const head = header ? `# ${(lines[i] as string).replace(/^\s*#?\s*/, '')}` : first;
    // A line that was broken goes on in the next: as much of it as still makes sense.
    const ways = Array.from({ length: MOST_PIECES }, (_, more) => {
      // What begins it may be the mark before its labels, and none of quotation.
      const rest = raw.slice(i + 1, i + 1 + more).map((line) => unquoted(line, depthOf(raw[i] as string)));
      return rest.some((line) => line.trim() === '' || isOperation(unnumbered(line)) || HEADER.test(line))
        ? undefined
        : [head, ...rest.map(unnumbered)].map((piece) => piece.trim()).join(' ');
    });
    const order = header ? ways : ways.toReversed();
    const found = order.find((line) => line !== undefined && isRead(line));
    if (found === undefined) continue;
    taken.push(found);
    for (let used_ = 0; used_ <= ways.indexOf(found); used_++) used.add(i + used_);
    i += ways.indexOf(found);
  }
  const { scenario } = parseText(taken.join('\n'));
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
