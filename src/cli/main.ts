import { nearest } from '../scenario/index.ts';
import { check } from './commands/check.ts';
import { compare } from './commands/compare.ts';
import { explore } from './commands/explore.ts';
import { exportModel } from './commands/export.ts';
import { link, unlink } from './commands/link.ts';
import { model } from './commands/model.ts';
import { render } from './commands/render.ts';
import { trace } from './commands/trace.ts';
import { type CommandName, help } from './help.ts';
import { Closed, type Console, Refusal, Unwritable } from './output/console.ts';
import { STATUS } from './output/status.ts';
import { Terminal } from './output/terminal.ts';

/** The version in package.json, put in when this is built. */
declare const VERSION: string;

const COMMANDS: Readonly<Record<CommandName, (args: readonly string[], console: Console) => void>> = {
  trace,
  explore,
  compare,
  export: exportModel,
  render,
  link,
  unlink,
  check,
  model,
};

const NAMES = Object.keys(COMMANDS) as CommandName[];

const asksForHelp = (arg: string) => arg === '--help' || arg === '-h';

function run([word = '', ...args]: readonly string[], console: Console): void {
  const name = NAMES.find((one) => one === word);
  const end = args.indexOf('--');
  if (asksForHelp(word)) console.print(help());
  else if (word === '--version') console.print(`release-graph ${VERSION}`);
  else if (!name) {
    const meant = nearest(word, NAMES);
    const hint = meant ? `did you mean ${meant}?` : `expected ${NAMES.join(', ')}, or --help`;
    throw new Refusal(word ? `no command is called ${word}; ${hint}` : `no command; ${hint}`);
  } else if ((end < 0 ? args : args.slice(0, end)).some(asksForHelp)) console.print(help(name));
  else obey(name, args, console);
}

function obey(name: CommandName, args: readonly string[], console: Console): void {
  try {
    COMMANDS[name](args, console);
  } catch (error) {
    // parseArgs says in a sentence what it did not expect.
    if (!String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')) throw error;
    const [sentence] = (error as Error).message.split(/\.\s/);
    throw new Refusal(`${name}: ${sentence}; release-graph ${name} --help lists its options`);
  }
}

const terminal = new Terminal();
try {
  run(process.argv.slice(2), terminal);
} catch (error) {
  if (error instanceof Closed) terminal.note(STATUS.bound);
  else if (error instanceof Refusal) terminal.refuse(error.message);
  else if (error instanceof Unwritable) terminal.refuse(`standard output: ${error.message}`);
  else {
    terminal.refuse('This is a bug in release-graph, not in its input:');
    for (const line of String((error as Error).stack ?? error).split('\n')) terminal.complain(line);
  }
}
process.exitCode = terminal.status;
