import { check } from './check.ts';
import { compare } from './compare.ts';
import type { Console } from './console.ts';
import { explore } from './explore.ts';
import { exportModel } from './export.ts';
import { link, unlink } from './link.ts';
import { render } from './render.ts';
import { trace } from './trace.ts';

const COMMANDS = { trace, explore, compare, export: exportModel, render, link, unlink, check };

const USAGE = `usage: release-graph trace [--design NAME] [--steps] FILE...
       release-graph explore [--design NAME|all] [--from end|N|empty|cursor] [--depth N]
                              [--race OP,OP] [--json] FILE...
       release-graph compare --design NAME --design NAME [--from end|N|empty|cursor] [--depth N]
                              [--json] [FILE...]
       release-graph export --promela|--tla [--design NAME] [--from end|N|empty|cursor] FILE
       release-graph render --as FORMAT [--step N] [--design NAME]
                              [--theme auto|light|dark] [--reading holds|releases] FILE
       release-graph link [--claim] FILE
       release-graph unlink FRAGMENT
       release-graph check FILE-OR-LINK...

trace   runs scenario files and prints one JSON document a line and file
explore tries every order of what user space can still do; with --race every interleaving of two or
        three calls; with --from empty every sequence of --depth operations of the kinds that the
        file uses; exit status 1 where a property fails
compare says where runs of a file differ; with --from it searches, from there, for the shortest
        sequences of --depth operations more after which two designs differ, without a file from an
        empty context; exit status 1 where something differs, 3 where a search stopped at its
        bound of states and found nothing
export  prints what explore would try as a model for SPIN or TLC, with the command that runs it
render  prints the graph at a step as a picture or a text, or the run as a strip of pictures; without
        --step it is the step at which the scenario opens; a FORMAT is svg, strip, text, cycle, ledger,
        steps, columns, dot, mermaid, markdown or json
link    prints the fragment of a scenario's link; with --claim it claims how it ends
unlink  prints the text form of a link
check   repeats what claims how it ends and says for each whether it does

A NAME is a preset, or a design of one's own: "my fix: naive, internalHoldsFile no".
A FILE of - is standard input. Exit status 2 where an input cannot be read, or claims nothing that could be checked;
else 1 where a claim is not reproduced.`;

function main(args: readonly string[]): number {
  const console: Console = {
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  };
  const [name = '', ...rest] = args;
  if (name === '--help' || name === '-h') {
    console.print(USAGE);
    return 0;
  }
  const command = COMMANDS[name as keyof typeof COMMANDS];
  if (!Object.hasOwn(COMMANDS, name) || !command) {
    console.complain(
      name ? `no command is called ${name}; expected ${Object.keys(COMMANDS).join(', ')}` : USAGE,
    );
    return 2;
  }
  try {
    return command(rest, console);
  } catch (error) {
    // parseArgs says in a sentence what it did not expect; anything else is our mistake and keeps its trace.
    if (
      !(error instanceof TypeError) ||
      !String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS')
    )
      throw error;
    console.complain(`${name}: ${error.message}\n${USAGE}`);
    return 2;
  }
}

// Whoever reads has read enough.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

process.exitCode = main(process.argv.slice(2));
