import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Way } from '../../explorer/index.ts';
import { readMail, withoutGateways } from '../../export/index.ts';
import { decodeLink, formatOp, formatProblem, parseText, type Scenario } from '../../scenario/index.ts';
import type { Console } from '../output/console.ts';
import { chosen } from './offers.ts';
import { isProse } from './prose.ts';
import { readText, Unreadable } from './read.ts';

/** A scenario that was read, from a file, a mail or a link. */
export interface Source {
  readonly name: string;
  readonly scenario: Scenario;
  /** The lines that its operations were read from, in order. */
  readonly lines: readonly string[];
}

/**
 * Reads a scenario from a file, from standard input for `-`, or from a link; a text can be a mail that has one in it.
 * What cannot be read is refused; then there is no source. What else a mail says is told.
 */
export function readSource(input: string, console: Console): Source | undefined {
  return reading(input, console, (text) => sourceOfText(input, text, console));
}

/** The same of a text with several links: each of them. */
export function readSources(input: string, console: Console): readonly Source[] {
  const sources = reading(input, console, (text) => {
    const mail = readMail(text);
    const links = mail.kind === 'offers' ? mail.links : [];
    const named = (i: number) => `${input === '-' ? 'stdin' : input}, link ${i + 1}`;
    if (links.length > 1) return links.map(({ scenario }, i) => sourceOf(named(i), scenario));
    return sourceOfText(input, text, console);
  });
  return sources === undefined ? [] : [sources].flat();
}

/** Reads an input as a link, or lets its text be read. What cannot be is refused. */
function reading<T>(input: string, console: Console, read: (text: string) => T): T | Source | undefined {
  if (isLink(input)) return sourceOfLink(input, console);
  try {
    return read(readText(input));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    console.refuse(`${input}: ${error.message}; expected a scenario, a link or a mail with one of them`);
    return undefined;
  }
}

/** Whatever is no file and is an address or has the beginning of a link in it, of this format or a newer one. */
function isLink(input: string): boolean {
  return input !== '-' && /(^|#|%23|=23)1a|(#|%23|=23)[1-9][a-z]|^https?:/.test(input) && !existsSync(input);
}

function sourceOfLink(input: string, console: Console): Source | undefined {
  const { scenario, problems } = decodeLink(withoutGateways(input));
  for (const problem of problems) console.refuse(`${input}: ${problem}`);
  return scenario && problems.length === 0 ? sourceOf('link', scenario) : undefined;
}

function sourceOfText(input: string, text: string, console: Console): Source | undefined {
  const { scenario, lines, problems } = parseText(text);
  const name = input === '-' ? 'stdin' : basename(input, extname(input));
  const mail = readMail(text);
  if (mail.kind === 'nothing' || (mail.kind === 'scenario' && mail.of === 'text')) {
    if (problems.length === 0) return { name, scenario, lines };
    if (!isProse(text)) {
      for (const problem of problems) console.refuse(`${input}:${formatProblem(problem)}`);
      if (problems.some(({ message, isGuess }) => !isGuess && message.startsWith('no operation')))
        console.complain(`${input}: release-graph --help lists the operations`);
      return undefined;
    }
  }
  if (mail.kind === 'nothing') {
    console.refuse(`${input}: ${mail.because}`);
    return undefined;
  }
  const { notes } = mail;
  const found = mail.kind === 'offers' ? chosen(mail, input, console) : mail.scenario;
  if (found) for (const note of notes) console.complain(`${input}: ${note}`);
  return found && sourceOf(name, found);
}

const sourceOf = (name: string, scenario: Scenario): Source => ({
  name,
  scenario,
  lines: scenario.ops.map(formatOp),
});

/**
 * Where an exploration begins: how many of the operations are done; those before the cursor have ended. Or a sentence
 * about what is wrong.
 */
export function beginning({ scenario: { ops, cursor } }: Source, from: string): Way | string {
  if (from === 'end') return ops;
  if (from === 'cursor') return ops.slice(0, cursor.op);
  if (from === 'empty') return [];
  const count = Number(from);
  if (/^\d+$/.test(from) && count <= ops.length) return ops.slice(0, count);
  return `--from ${from}: expected end, empty, cursor, or a number of operations up to ${ops.length}`;
}
