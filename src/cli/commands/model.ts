import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check, formatProblem, type Problem, patchFiles, type SourceFile } from '../../lang/index.ts';
import { readText, Unreadable } from '../input/read.ts';
import { type Console, Refusal } from '../output/console.ts';
import { STATUS } from '../output/status.ts';

/**
 * `model [--design NAME]… [--patch FILE]… FILE-OR-FOLDER…`: what is wrong with the files of a model, a line for each
 * mistake, or that nothing is.
 */
export function model(args: readonly string[], console: Console): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      design: { type: 'string', multiple: true, default: [] },
      patch: { type: 'string', multiple: true, default: [] },
    },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new Refusal('model: nothing to read; expected FILE… or a folder');
  const [folder] = positionals.filter(isFolder);
  if (values.design.length > 0 && folder === undefined)
    throw new Refusal('model: a design belongs to a folder; expected the folder of a model');
  const files = readFiles(positionals.flatMap(filesOf), console);
  const designs = values.design.map((name) => join(folder ?? '', 'designs', `${name}.patch`));
  const patches = readFiles([...designs, ...values.patch], console);
  // What is missing may stand in the file that could not be read.
  if (!files || !patches) return;
  const patched = patchFiles(files, patches);
  const { problems } = 'problems' in patched ? patched : check(patched);
  if (problems.length > 0) complain(problems, console);
  else console.print(told(files, patches));
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The texts of a folder, headers first; or the file itself. */
function filesOf(name: string): readonly string[] {
  if (!isFolder(name)) return [name];
  const found = readdirSync(name).filter((file) => /\.[ch]$/.test(file));
  if (found.length === 0) throw new Refusal(`model: ${name} has no file that ends in .c or .h`);
  const isHeader = (file: string) => Number(file.endsWith('.h'));
  return found.sort((a, b) => isHeader(b) - isHeader(a) || (a < b ? -1 : 1)).map((file) => join(name, file));
}

function complain(problems: readonly Problem[], console: Console): void {
  for (const problem of problems) console.print(formatProblem(problem));
  console.note(STATUS.fails);
}

function told(files: readonly SourceFile[], patches: readonly SourceFile[]): string {
  const read = files.length === 1 ? '1 file' : `${files.length} files`;
  const applied = patches.length === 1 ? ' with 1 patch' : ` with ${patches.length} patches`;
  return `${read}${patches.length > 0 ? applied : ''}: no mistake`;
}

/** The texts of some files; undefined if one could not be read, which was said. */
function readFiles(names: readonly string[], console: Console): SourceFile[] | undefined {
  const found = names.flatMap((name): SourceFile[] => {
    try {
      return [{ name: name === '-' ? 'stdin' : name, text: readText(name) }];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      console.refuse(`${name}: ${error.message}`);
      return [];
    }
  });
  return found.length < names.length ? undefined : found;
}
