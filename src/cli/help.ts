import { OP_GROUPS } from '../iommufd/index.ts';

interface Page {
  readonly usage: string;
  /** One line. */
  readonly does: string;
  readonly more: string;
}

const SECONDS = `  --seconds N     stop after N seconds for each file and design, and say so`;
const DESIGN = `  --design NAME   run in this design rather than in the one that the file names`;

/** What each command says of itself, in lines of at most 80 columns. */
export const PAGES = {
  trace: {
    usage: 'trace [--design NAME] [--steps] FILE...',
    does: 'run scenarios and print what happens',
    more: `Prints one JSON document a line for each file: how the run ends, everything that
was found in it, what each operation returns, and the counts after it.

${DESIGN}
  --steps         print the micro-steps too, each with its call stack`,
  },
  explore: {
    usage: `explore [--design NAME|all] [--from end|N|empty|cursor]
                      [--depth N] [--race OP,OP[,OP]]
                      [--seconds N] [--json|--tap] FILE...`,
    does: 'try every teardown order',
    more: `Runs the operations of the file, then tries every order of what user space can
still do, and says of each property whether it holds in all of it. What the
file's own operations do is part of the question.

  --design all    do so in each design
  --from N        begin after N operations, or at the cursor, not at the end
  --race OP,OP    run two or three calls at once instead, in every interleaving,
                  and print a scenario for each way in which they go wrong
  --from empty    try every sequence of the kinds of operations that the file
                  uses instead, from an empty context
  --depth N       with --from empty: sequences of at most N operations, 1 to 12
${SECONDS}
  --json          print one JSON document a line for each file and design
  --tap           print KTAP: a test a file and design, a point a property`,
  },
  compare: {
    usage: `compare --design NAME --design NAME
                      [--from end|N|empty|cursor] [--depth N] [--seconds N]
                      [--json] [FILE...]`,
    does: 'say where the runs in two designs part',
    more: `Runs each file in both designs, or in the design that it names and the given
one. With --from, and without a file, it looks for the shortest sequences of
operations after which the two designs differ: one for each kind of difference.

  --from N        begin after N operations of the file, at its end or cursor, or
                  from an empty context
  --depth N       look for sequences of at most N operations more, 1 to 12
${SECONDS}
  --json          print one JSON document a line`,
  },
  export: {
    usage: `export --promela|--tla [--design NAME]
                      [--from N|empty|cursor] FILE`,
    does: 'print a model for SPIN or TLC',
    more: `Prints what explore would try, for another model checker, with the command that
runs it.

${DESIGN}
  --from N        begin after N operations, not after all of them`,
  },
  render: {
    usage: `render --as FORMAT [--step N] [--design NAME]
                      [--theme auto|light|dark] [--reading holds|releases] FILE`,
    does: 'print the graph at a step',
    more: `A FORMAT is svg, strip, text, cycle, ledger, steps, columns, dot, mermaid,
markdown or json.

  --step N        the step to show; without it, the one at which the file opens
${DESIGN}
  --theme NAME    the colours of a picture: auto, light or dark
  --reading WORD  whether an arrow says holds or releases`,
  },
  link: {
    usage: 'link [--claim] FILE',
    does: 'print the link of a scenario',
    more: `Prints the fragment, which is what stands behind the # of the address.

  --claim         let the link claim how the scenario ends, for check`,
  },
  unlink: {
    usage: 'unlink LINK',
    does: 'print the scenario of a link as text',
    more: `A LINK is an address or a fragment, in quotes.`,
  },
  check: {
    usage: 'check [--tap] FILE-OR-LINK...',
    does: 'repeat a run that claims how it ends',
    more: `Prints a line for each: whether the run ends as is claimed, and if not, how.

  --tap           print KTAP`,
  },
} as const satisfies Readonly<Record<string, Page>>;

export type CommandName = keyof typeof PAGES;

const INPUT = `A FILE has the text of a scenario, or a mail with a scenario or a link in it; -
is standard input. A link can stand in the place of a FILE. A NAME is a preset,
or a design of your own: "my fix: naive, internalHoldsFile no".`;

const STATUSES = `Exit status:
  0  everything holds: no property fails, nothing differs
  1  a property fails, two designs differ, or a claim is not reproduced
  2  an input cannot be read, or an output cannot be written
  3  a bound was met or nobody reads on, and nothing failed so far
Of several inputs the gravest counts: 2, then 1, then 3.`;

/** Words in lines of at most 78 columns, indented. */
function filled(words: readonly string[]): string {
  const lines = [''];
  for (const word of words) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length > 76) lines.push(` ${word}`);
    else lines[lines.length - 1] = line;
  }
  return lines.map((line) => ` ${line}`).join('\n');
}

/** The help of a command, or of the whole program. */
export function help(name?: CommandName): string {
  if (name) {
    const { usage, more } = PAGES[name];
    return `Usage: release-graph ${usage}\n\n${more}\n\n${INPUT}\n\n${STATUSES}`;
  }
  const commands = Object.entries(PAGES).map(([one, { does }]) => `  ${one.padEnd(9)}${does}`);
  const operations = OP_GROUPS.map(({ title, names }) => `${title}:\n${filled(names)}`);
  return [
    'Usage: release-graph COMMAND [OPTION...] FILE...\n       release-graph COMMAND --help\n       release-graph --help | --version',
    `Commands:\n${commands.join('\n')}`,
    INPUT,
    STATUSES,
    `Operations of a scenario, one a line:\n${operations.join('\n')}`,
  ].join('\n\n');
}
