import { parseArgs } from 'node:util';
import { DESIGN_NAMES } from '../iommufd/index.ts';
import type { Console } from './console.ts';
import { designsIn } from './design.ts';
import { race, racingIn } from './race.ts';
import { search } from './search.ts';
import { beginning, readSource } from './source.ts';
import { teardown } from './teardown.ts';

/** The most operations in a row that are searched: each more multiplies the states. */
const MOST_DEPTH = 12;

/**
 * `explore [--design NAME|all] [--from end|N|empty|cursor] [--depth N] [--race OP,OP] [--json] FILE…`: every order of what user
 * space can still do, or every interleaving of some calls, or from an empty context every sequence of the operations
 * that the file uses. Exit status 0 if all properties hold, 1 if one fails, 2 on bad input.
 */
export function explore(args: readonly string[], { print, complain }: Console): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      design: { type: 'string' },
      from: { type: 'string', default: 'end' },
      race: { type: 'string' },
      depth: { type: 'string', default: '7' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const named = values.design === undefined ? [] : [values.design];
  const wanted = values.design === 'all' ? DESIGN_NAMES : designsIn(named, complain);
  if (!wanted) return 2;
  if (positionals.length === 0) {
    complain('explore: no file; expected FILE… or - for standard input');
    return 2;
  }
  const depth = Number(values.depth);
  if (!/^\d+$/.test(values.depth) || depth < 1 || depth > MOST_DEPTH) {
    complain(`--depth ${values.depth}: expected a number of operations from 1 to ${MOST_DEPTH}`);
    return 2;
  }
  let status = 0;
  for (const file of positionals) {
    const source = readSource(file, complain);
    const ops = source && beginning(source, values.from);
    const calls =
      source && typeof ops === 'object' && values.race !== undefined
        ? racingIn(source.parsed.scenario, ops, values.race)
        : undefined;
    if (!source || typeof ops !== 'object' || typeof calls === 'string') {
      for (const problem of [ops, calls]) if (typeof problem === 'string') complain(`${file}: ${problem}`);
      status = 2;
      continue;
    }
    const { name, parsed } = source;
    for (const design of wanted.length ? wanted : [parsed.scenario.design]) {
      const { text, json, fails } = calls
        ? race(name, parsed.scenario, ops, calls, design)
        : values.from === 'empty'
          ? search(name, parsed.scenario, depth, design)
          : teardown(name, parsed.scenario, ops, design);
      print(values.json ? JSON.stringify(json) : text);
      if (fails) status = Math.max(status, 1);
    }
  }
  return status;
}
