import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Way } from '../explorer/index.ts';
import { formatProblem, LIMITS, type Parsed, parseText } from '../scenario/index.ts';

/** A scenario file that was read: `-` is standard input. */
export interface Source {
  readonly name: string;
  readonly parsed: Parsed;
  /** It says for itself in which design it runs. */
  readonly saysDesign: boolean;
}

/** Reads and parses a file. Sentences for what is wrong go to `complain`; then there is no source. */
export function readSource(file: string, complain: (sentence: string) => void): Source | undefined {
  let text: string;
  try {
    const size = file === '-' ? 0 : statSync(file).size;
    if (size > LIMITS.text * 4) throw new Error(`${size} bytes are more than a scenario may have`);
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    complain(`${file}: ${error instanceof Error ? error.message : error}; expected a scenario file`);
    return undefined;
  }
  const parsed = parseText(text);
  for (const problem of parsed.problems) complain(`${file}:${formatProblem(problem)}`);
  if (parsed.problems.length) return undefined;
  const name = file === '-' ? 'stdin' : basename(file, extname(file));
  return { name, parsed, saysDesign: /^\s*#\s*design:/m.test(text) };
}

/**
 * Where an exploration begins: how many of the operations are done; those before the cursor have ended. Or a sentence
 * about what is wrong.
 */
export function beginning({ parsed: { scenario } }: Source, from: string): Way | string {
  const { ops, cursor } = scenario;
  if (from === 'end') return ops;
  if (from === 'cursor') return ops.slice(0, cursor.op);
  if (from === 'empty') return [];
  const count = Number(from);
  if (/^\d+$/.test(from) && count <= ops.length) return ops.slice(0, count);
  return `--from ${from}: expected end, empty, cursor, or a number of operations up to ${ops.length}`;
}
