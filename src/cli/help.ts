import { DESIGN_NAMES, NOT_EMULATED, OP_GROUPS } from '../iommufd/index.ts';

interface Page {
  readonly usage: string;
  /** One line. */
  readonly does: string;
  readonly more: string;
}

const SECONDS = `  --seconds N     stop each file and design after N seconds`;
const DESIGN = `  --design NAME   run in this design rather than in the one that the file names`;

const BASE = `  --base URL      the page that links lead to; by default the one that the
                  variable PUBLIC_URL of the environment names`;

/** What each command says of itself, in lines of at most 80 columns. */
export const PAGES = {
  trace: {
    usage: 'trace [--design NAME] [--steps] FILE...',
    does: 'run scenarios and print what happens',
    more: `Prints a line of JSON for each file: how the run ends, every fault in it, where
it is known from, what each operation returns, and the counts after it.

${DESIGN}
  --steps         print every step too, with its call stack`,
  },
  explore: {
    usage: `explore [--design NAME|all] [--from end|N|empty|cursor]
                      [--depth N] [--race OP,OP[,OP]]
                      [--seconds N] [--json|--tap] FILE...`,
    does: 'try every teardown order',
    more: `Runs the operations of the file, then tries every teardown order: DESTROY of
every ID, close of every descriptor, munmap, exit and kill, in every order. For
each property it prints whether it holds, both in the run of the file and in
every order after it.

  --design all    explore every design in turn
  --from N        begin after the first N operations; cursor: where the file
                  opens in the page; end: after all of them, the default
  --race OP,OP    instead of teardown, run two or three calls at once, in every
                  interleaving, and print a scenario for each fault
  --from empty    instead of teardown, try every sequence of the kinds of
                  operations that the file uses, from an empty context
  --depth N       with --from empty: the longest sequence, from 1 to 12
                  operations; 7 by default
${SECONDS}
  --json          print a line of JSON for each file and design
  --tap           print KTAP: a test for each file and design, in it a
                  point for each property`,
  },
  compare: {
    usage: `compare --design NAME --design NAME
                      [--from end|N|empty|cursor] [--depth N] [--seconds N]
                      [--json] [FILE...]`,
    does: 'say where the runs of two designs differ',
    more: `Runs each file in both designs. If only one is given, the other is the design
that the file names. With --from, or without a file, it searches instead: for
the shortest sequence of operations after which the designs differ, one for each
kind of difference.

  --from N        search from the first N operations of the file; end, cursor:
                  from its end or cursor; empty: from an empty context
  --depth N       the longest sequence to try, from 1 to 12 operations; 7 by
                  default
${SECONDS}
  --json          print a line of JSON for each file`,
  },
  export: {
    usage: `export --promela|--tla [--design NAME]
                      [--from end|N|empty|cursor] FILE`,
    does: 'print a model for SPIN or TLC',
    more: `Prints what explore would try as a model for another model checker. A comment in
it says how to run it.

${DESIGN}
  --from N        begin after the first N operations; cursor: where the file
                  opens in the page; empty: in an empty context`,
  },
  render: {
    usage: `render --as FORMAT [--step N] [--design NAME]
                      [--theme auto|light|dark] [--reading holds|releases]
                      [--base URL] FILE`,
    does: 'print the graph at a step',
    more: `A FORMAT is svg, strip, text, cycle, ledger, steps, columns, dot, mermaid,
markdown or json. Where a step has no cycle, cycle prints a sentence that says
so; the exit status is 0 all the same.

  --step N        the step to show; by default the one at which the file opens
${DESIGN}
  --theme NAME    the colours of a picture: auto, light or dark
  --reading WORD  what an arrow means: holds or releases
${BASE}`,
  },
  link: {
    usage: 'link [--claim] [--base URL] FILE',
    does: 'print the link of a scenario',
    more: `Prints the fragment of the link: what follows the # in its address. With --base
it prints the whole address.

  --claim         add how the scenario ends, so that check can confirm it
${BASE}`,
  },
  unlink: {
    usage: 'unlink LINK',
    does: 'print the scenario of a link as text',
    more: `A LINK is an address or a fragment, in quotes.`,
  },
  check: {
    usage: 'check [--tap] FILE-OR-LINK...',
    does: 'check that scenarios end as they claim',
    more: `Runs each and prints a line: whether it ends as it claims, and if not, what
differs; and whether a real kernel was recorded doing so.

  --tap           print KTAP`,
  },
  model: {
    usage: `model [--design NAME]... [--patch FILE]...
                      FILE-OR-FOLDER...`,
    does: 'check the text of a model',
    more: `Reads the files of a model, which are written in a subset of kernel C, and
prints a line for each mistake: file, line, column, what was expected, and what
would mend it. Of a folder it reads what ends in .h or .c. Nothing is run.

  --design NAME   apply the patch of that name in the folder designs before
  --patch FILE    apply a patch before: a unified diff, as git format-patch
                  writes it, or a mail with one; several in their order. What
                  does not apply is said, and then nothing is applied`,
  },
} as const satisfies Readonly<Record<string, Page>>;

export type CommandName = keyof typeof PAGES;

const INPUT = `A FILE is the text of a scenario, a syzkaller program, or a mail with one of
them or a link in it; - is standard input. A link can be given in place of a
FILE. A NAME is one of the designs that release-graph --help lists, or a custom
one: "my fix: naive, internalHoldsFile no".`;

const STATUSES = `Exit status:
  0  everything holds: no property fails, nothing differs
  1  a property fails, two designs differ, or a claim is not reproduced
  2  an input cannot be read, or an output cannot be written
  3  a bound was met, or the output was no longer read, before anything failed
If several inputs differ: 2 wins over 1, 1 over 3, and 3 over 0.`;

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
    `Designs:\n${filled(DESIGN_NAMES)}`,
    `Not emulated yet:\n${filled(NOT_EMULATED)}`,
  ].join('\n\n');
}
