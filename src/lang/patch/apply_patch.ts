import type { Problem, SourceFile } from '../parse/problem.ts';
import type { FilePatch, Hunk, HunkLine, Patch } from './read_patch.ts';

/** How many lines of context at each end of a hunk may have changed since it was made. */
const FUZZ = 2;

/** Blanks at the end of a line and how it is indented count for nothing: mailers change both. */
const bare = (line: string) => line.trim().replace(/\s+/g, ' ');

/** A line of a file, as it is and as it is compared. */
interface Line {
  readonly text: string;
  readonly bare: string;
}

const lineOf = (text: string): Line => ({ text, bare: bare(text) });

/** The lines of a hunk that the file has so far. */
const oldOf = (lines: readonly HunkLine[]): readonly Line[] =>
  lines.filter(({ mark }) => mark !== '+').map(({ text }) => lineOf(text));

/** The hunk with as much less context as is passed over at each end. */
function trimmed(
  lines: readonly HunkLine[],
  fuzz: number,
): { readonly lines: readonly HunkLine[]; readonly skipped: number } {
  const first = lines.findIndex(({ mark }) => mark !== ' ');
  const last = lines.findLastIndex(({ mark }) => mark !== ' ');
  const skipped = Math.min(fuzz, Math.max(first, 0));
  const behind = Math.min(fuzz, lines.length - 1 - last);
  return { lines: lines.slice(skipped, lines.length - behind), skipped };
}

function fitsAt(text: readonly Line[], old: readonly Line[], at: number): boolean {
  return (
    at >= 0 && at + old.length <= text.length && old.every((line, i) => text[at + i]?.bare === line.bare)
  );
}

/** The line nearest to the one that is expected at which the old lines stand; undefined if they stand nowhere. */
function placeOf(text: readonly Line[], old: readonly Line[], expected: number): number | undefined {
  const from = Math.min(Math.max(expected, 0), text.length);
  for (let away = 0; away <= text.length; away++)
    for (const at of away === 0 ? [from] : [from - away, from + away]) if (fitsAt(text, old, at)) return at;
  return undefined;
}

/** Where the text first is not what a hunk expects, at the place where most of its lines fit. */
function mismatch(
  text: readonly Line[],
  { from, lines }: Hunk,
): { readonly line: number; readonly is: string; readonly expected: string } {
  const old = oldOf(lines);
  let best = { fit: -1, at: 0 };
  for (let at = 0; at <= text.length; at++) {
    let fit = 0;
    while (fit < old.length && at + fit < text.length && text[at + fit]?.bare === old[fit]?.bare) fit++;
    const isNearer = Math.abs(at + 1 - from) < Math.abs(best.at + 1 - from);
    if (fit > best.fit || (fit === best.fit && isNearer)) best = { fit, at };
  }
  const line = best.at + best.fit;
  return {
    line: line + 1,
    is: text[line]?.text.trim() ?? 'the end of the file',
    expected: old[best.fit]?.text.trim() ?? '',
  };
}

/** A file of the model by its path in the patch: the one whose path ends like it. */
function fileOf(files: readonly SourceFile[], path: string): SourceFile | undefined {
  const nameOf = (one: string) => one.split('/').at(-1);
  return files.find(({ name }) => name === path) ?? files.find(({ name }) => nameOf(name) === nameOf(path));
}

/**
 * Applies a patch to the files of a model. Hunks may have moved, and the outer lines of their context may have changed.
 * What does not apply is told with what stands there, and then nothing is applied.
 */
export function applyPatch(
  name: string,
  files: readonly SourceFile[],
  { files: patches }: Patch,
): readonly SourceFile[] | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const texts = new Map<SourceFile, Line[]>();
  for (const patch of patches) {
    const file = fileOf(files, patch.file);
    if (!file) {
      const line = patch.hunks[0]?.at ?? 1;
      const says = `the model has no file ${patch.file}`;
      problems.push({
        file: name,
        line,
        column: 1,
        says,
        mend: `it has ${files.map((one) => one.name).join(', ')}`,
      });
      continue;
    }
    const text = texts.get(file) ?? file.text.split('\n').map(lineOf);
    texts.set(file, text);
    for (const problem of applyHunks(name, file, text, patch)) problems.push(problem);
  }
  if (problems.length > 0) return { problems };
  return files.map((file) => ({
    ...file,
    text:
      texts
        .get(file)
        ?.map(({ text }) => text)
        .join('\n') ?? file.text,
  }));
}

function* applyHunks(name: string, file: SourceFile, text: Line[], { hunks }: FilePatch): Generator<Problem> {
  // By how much what stands behind the hunks so far has moved.
  let moved = 0;
  for (const [i, hunk] of hunks.entries()) {
    const found = find(text, hunk, moved);
    if (!found) {
      const { line, is, expected } = mismatch(text, hunk);
      yield {
        file: name,
        line: hunk.at,
        column: 1,
        says: `hunk ${i + 1} for ${file.name} does not apply: line ${line} is "${is}", and the patch has "${expected}"`,
      };
      continue;
    }
    const { at, lines, skipped } = found;
    // Context stays as the file has it.
    let next = at;
    const replaced = lines.flatMap(({ mark, text: line }) => {
      if (mark === '+') return [lineOf(line)];
      next++;
      return mark === ' ' ? [text[next - 1] as Line] : [];
    });
    text.splice(at, next - at, ...replaced);
    moved = at - (hunk.from - 1 + skipped) + replaced.length - (next - at);
  }
}

/** Where a hunk applies, with as much of its context as it takes. */
function find(text: readonly Line[], hunk: Hunk, moved: number) {
  for (let fuzz = 0; fuzz <= FUZZ; fuzz++) {
    const { lines, skipped } = trimmed(hunk.lines, fuzz);
    const at = placeOf(text, oldOf(lines), hunk.from - 1 + skipped + moved);
    if (at !== undefined) return { at, lines, skipped };
  }
  return undefined;
}
