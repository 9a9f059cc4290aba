import { parseArgs } from 'node:util';
import { check, formatProblem, type SourceFile } from '../../lang/index.ts';
import { readText, Unreadable } from '../input/read.ts';
import { type Console, Refusal } from '../output/console.ts';
import { STATUS } from '../output/status.ts';

/** `model FILE…`: what is wrong with the files of a model, a line for each mistake, or that nothing is. */
export function model(args: readonly string[], console: Console): void {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  if (positionals.length === 0) throw new Refusal('model: nothing to read; expected FILE…');
  const files = positionals.flatMap((name) => readFile(name, console));
  // What is missing may stand in the file that could not be read.
  if (files.length < positionals.length) return;
  const { units, problems } = check(files);
  for (const problem of problems) console.print(formatProblem(problem));
  if (problems.length > 0) {
    console.note(STATUS.fails);
    return;
  }
  const definitions = units.flatMap((unit) => unit.definitions);
  const count = (is: string, one: string) => {
    const found = definitions.filter((definition) => definition.is === is).length;
    return `${found} ${one}${found === 1 ? '' : 's'}`;
  };
  console.print(`${count('struct', 'struct')}, ${count('function', 'function')}: nothing is wrong with them`);
}

function readFile(name: string, console: Console): SourceFile[] {
  try {
    return [{ name: name === '-' ? 'stdin' : name, text: readText(name) }];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    console.refuse(`${name}: ${error.message}`);
    return [];
  }
}
