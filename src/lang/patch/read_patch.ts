import type { Problem } from '../parse/problem.ts';

/** A line of a hunk, without its mark: of both texts, of the old one alone, or of the new one alone. */
export interface HunkLine {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** Lines that follow each other in a file, and what becomes of them. */
export interface Hunk {
  /** The first line of the old text, from 1; 0 for an empty one. */
  readonly from: number;
  readonly lines: readonly HunkLine[];
  /** `@@ -10,7 +10,7 @@`, as it is written, and the line of the patch in which it stands. */
  readonly head: string;
  readonly at: number;
}

/** What a patch does to one file. */
export interface FilePatch {
  readonly file: string;
  readonly hunks: readonly Hunk[];
}

/** A unified diff, with the subject of the mail that it came in. */
export interface Patch {
  readonly subject: string;
  readonly files: readonly FilePatch[];
}

/** The most lines of a patch that are read. */
const MOST_LINES = 10_000;

const HEAD = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** What a path is called in the tree: without `a/` or `b/`, and without a time behind it. */
function pathOf(line: string): string {
  const path = (line.slice(4).split('\t', 1)[0] ?? '').trim();
  return path.replace(/^"(.*)"$/, '$1').replace(/^[ab]\//, '');
}

/** Marks of quoting, or an indent, before each line of a diff in a mail: what stands before its `--- `. */
function quoteOf(lines: readonly string[]): string {
  for (const [i, line] of lines.entries()) {
    const quote = /^([>|\s]*)--- \S/.exec(line)?.[1];
    if (quote !== undefined && lines[i + 1]?.startsWith(`${quote}+++ `)) return quote;
  }
  return '';
}

/** `Subject: [PATCH v6 07/25] iommufd: …`, without what stands in brackets. */
function subjectOf(lines: readonly string[]): string {
  const at = lines.findIndex((line) => /^Subject:\s/i.test(line));
  if (at < 0) return '';
  const more = lines.slice(at + 1).findIndex((line) => !/^[ \t]+\S/.test(line));
  const whole = lines.slice(at, at + 1 + Math.max(more, 0)).join(' ');
  return whole
    .replace(/^Subject:\s*/i, '')
    .replace(/^(\s*\[[^\]]*\]\s*)+/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Reads a unified diff, as `git format-patch` writes it or a mail quotes it. Says where it is none. */
export function readPatch(name: string, text: string): Patch | readonly Problem[] {
  const all = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const problem = (line: number, says: string, mend?: string): readonly Problem[] => [
    { file: name, line, column: 1, says, ...(mend !== undefined && { mend }) },
  ];
  if (all.length > MOST_LINES) return problem(1, `the patch has more than ${MOST_LINES} lines`);
  const quote = quoteOf(all);
  // A blank line loses the blank behind its mark of quoting.
  const lines = all.map((line) => (line.startsWith(quote) ? line.slice(quote.length) : line.trimStart()));
  const files: { file: string; hunks: Hunk[] }[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    if (line.startsWith('--- ') && lines[i + 1]?.startsWith('+++ ')) {
      const [before, after] = [pathOf(line), pathOf(lines[i + 1] as string)];
      if (before === '/dev/null' || after === '/dev/null')
        return problem(
          i + 1,
          'the patch makes or removes a file',
          'a design changes the files that the model has',
        );
      files.push({ file: after, hunks: [] });
      i++;
      continue;
    }
    const head = HEAD.exec(line);
    if (!head) continue;
    const file = files.at(-1);
    if (!file)
      return problem(
        i + 1,
        'a hunk stands before the name of its file',
        'begin with --- a/FILE and +++ b/FILE',
      );
    const hunk = readHunk(lines, i, head);
    if (typeof hunk === 'string') return problem(i + 1, hunk);
    file.hunks.push(hunk);
    i += hunk.lines.length;
  }
  const empty = files.find(({ hunks }) => hunks.length === 0);
  if (files.length === 0)
    return problem(1, 'there is no patch', 'a unified diff begins with --- a/FILE and +++ b/FILE');
  if (empty) return problem(1, `there is no hunk for ${empty.file}`);
  return { subject: subjectOf(all), files };
}

/** A hunk whose head stands in a line; a sentence where the counts of the head are not those of its lines. */
function readHunk(lines: readonly string[], at: number, head: RegExpExecArray): Hunk | string {
  const wanted = { old: Number(head[2] ?? 1), new: Number(head[4] ?? 1) };
  const found: HunkLine[] = [];
  const have = { old: 0, new: 0 };
  for (let i = at + 1; have.old < wanted.old || have.new < wanted.new; i++) {
    const line = lines[i];
    if (line === undefined) return `the hunk ends early: ${head[0]} promises more lines`;
    if (line.startsWith('\\')) continue;
    // Some mailers drop the blank of an empty line.
    const mark = line === '' ? ' ' : (line[0] as string);
    if (mark !== ' ' && mark !== '-' && mark !== '+')
      return `the hunk ends early: ${head[0]} promises more lines than stand before "${line.slice(0, 40)}"`;
    if (mark !== '+') have.old++;
    if (mark !== '-') have.new++;
    found.push({ mark, text: line.slice(1) });
  }
  if (have.old !== wanted.old || have.new !== wanted.new)
    return `the hunk has other lines than its head promises: ${head[0]}`;
  return { from: Number(head[1]), lines: found, head: head[0], at: at + 1 };
}
