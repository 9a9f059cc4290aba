import { OP_NAMES, type Op } from '../../iommufd/index.ts';
import { parseText, type Scenario, TextReader } from '../../scenario/index.ts';
import { unusedIn } from './notes.ts';
import { type Line, unquoted } from './unquote.ts';

/** How many more lines a mail program may have made of one. */
const MORE = [0, 1, 2] as const;

/** A line without what stands before it in a list, a comment or a patch. */
const unmarked = (line: string) =>
  line
    .trim()
    .replace(/^(?:\+|\/\/|[|*•:-](?=\s))/, '')
    .trimStart();

/** What a list of steps counts them with. */
const NUMBER = /^(?:\d{1,3}[.)]?|\(?(?:\d{1,3}|[a-z])\)|\[\d{1,3}\]|step \d{1,3}[:.)]?)\s+/i;

/** A line of a list of steps, without its number and without what the operation returned. */
function unnumbered(line: string): string {
  const text = line.trimStart().replace(NUMBER, '');
  const end = text.search(/\s-> /);
  return (end < 0 ? text : text.slice(0, end)).trimEnd();
}

const HEADER = /^(title|design|beside|cursor|claims):\s/;
const PREFIX = /^(?:off )?(?:bg(?: \d+| until \S+(?: [x×]\d+)?)? |failslab \d+ |fail_usercopy )*/;

/** Headers that cannot be read beyond which no more are tried: of each it is worked out what was meant. */
const MOST_MISSES = 100;

/** Whether a line says something of the scenario. Without its mark it has to be written as we write it. */
function isHeader(line: string): boolean {
  return HEADER.test(line.startsWith('#') ? line.slice(1).trimStart().toLowerCase() : line);
}

const isMarkedHeader = (line: string) => line.startsWith('#') && isHeader(line);

const NAMES: ReadonlySet<string> = new Set(OP_NAMES);

/** Whether an operation is more than a word that any sentence or list may have: `exit`, `open`. */
const isSaid = ({ operands, labels, background, fails, preempted }: Op) =>
  labels.length > 0 ||
  Object.keys(operands).length > 0 ||
  background === true ||
  fails !== undefined ||
  preempted !== undefined;

/** No operation has a longer line. */
const MAX_LINE = 1000;

function isOperation(line: string): boolean {
  if (line.length > MAX_LINE) return false;
  const [name = ''] = line.replace(PREFIX, '').split(/\s/, 1);
  return NAMES.has(name);
}

/** The operations and headers that stand in some lines, amid whatever else. */
export function writtenIn(
  lines: readonly Line[],
): { readonly scenario: Scenario; readonly notes: readonly string[] } | undefined {
  const written = lines.map(({ text }) => unmarked(text));
  if (written.every((line) => line === '' || line.startsWith('#') || isOperation(line))) {
    const { scenario, problems } = parseText(written.join('\n'));
    // Without marks a text is as we write it: then it may be one word.
    const isPlain = lines.every(({ raw }, i) => raw.trim() === written[i]);
    const isScenario = isPlain || scenario.ops.some(isSaid) || written.some(isMarkedHeader);
    if (problems.length === 0 && scenario.ops.length > 0 && isScenario) return { scenario, notes: [] };
  }
  const heads = written.map((line) => (isHeader(line) ? '' : unnumbered(line)));
  /** An English sentence has lines of a word that an operation has too: one counts beside another operation. */
  const isLone = (at: number) => {
    if (/\s/.test(heads[at] as string)) return false;
    const beside = (step: number) => {
      let i = at + step;
      while (written[i] === '') i += step;
      return isOperation(heads[i] ?? '');
    };
    return !beside(-1) && !beside(1);
  };
  const reader = new TextReader();
  const used = new Set<number>();
  let misses = 0;
  for (let i = 0; i < written.length; i++) {
    const line = written[i] as string;
    const first = heads[i] as string;
    const header = isHeader(line);
    if (header && misses === MOST_MISSES) continue;
    if (!header && (!isOperation(first) || first.includes('(end of the process)') || isLone(i))) continue;
    const head = header ? `# ${line.replace(/^#?\s*/, '')}` : first;
    // A line that was broken goes on in the next: as much of it as still makes sense.
    const withMore = (more: number) => {
      // What begins it may be the mark before its labels, and none of quotation.
      const rest = lines
        .slice(i + 1, i + 1 + more)
        .map(({ raw }) => unmarked(unquoted(raw, (lines[i] as Line).depth)));
      return rest.some((piece) => piece === '' || isOperation(unnumbered(piece)) || isHeader(piece))
        ? undefined
        : [head, ...rest.map(unnumbered)].map((piece) => piece.trim()).join(' ');
    };
    const found = (header ? MORE : MORE.toReversed()).find((more) => {
      const way = withMore(more);
      return way !== undefined && reader.take(way);
    });
    if (found === undefined) {
      if (header) misses++;
      continue;
    }
    for (let more = 0; more <= found; more++) used.add(i + more);
    i += found;
  }
  const scenario = reader.scenario();
  return scenario.ops.some(isSaid) || (scenario.ops.length > 0 && written.some(isMarkedHeader))
    ? {
        scenario,
        notes: unusedIn(
          lines.map(({ text }) => text),
          used,
        ),
      }
    : undefined;
}
