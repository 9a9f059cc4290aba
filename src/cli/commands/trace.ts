import { parseArgs } from 'node:util';
import { provenanceOf } from '../../guide/index.ts';
import { type Finding, record } from '../../trace/index.ts';
import { designsIn } from '../input/design.ts';
import { readSource } from '../input/source.ts';
import { type Console, Refusal } from '../output/console.ts';
import { jsonOf } from '../output/json.ts';
import { repeat } from '../repeat.ts';

/**
 * `trace [--design NAME] [--steps] FILE…`: one JSON document a line and file, in the shape of the recordings, with how
 * the run ends, everything that was found in it, and whether a real kernel recorded it.
 */
export function trace(args: readonly string[], console: Console): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { design: { type: 'string' }, steps: { type: 'boolean' } },
    allowPositionals: true,
  });
  const wanted = designsIn(values.design === undefined ? [] : [values.design]);
  if (positionals.length === 0) throw new Refusal('trace: no file; expected FILE… or - for standard input');
  for (const file of positionals) {
    const source = readSource(file, console);
    if (!source) continue;
    const { scenario, lines } = source;
    const design = wanted[0] ?? scenario.design;
    const [found, verdict] = repeat(scenario.ops, design);
    const { scenario: name, ...rest } = record(found, source.name, design, lines, values.steps);
    const said = ({ name, frame, because }: Finding) => ({
      name,
      operation: (found.frames[frame]?.op ?? 0) + 1,
      step: frame,
      because,
    });
    const { kind, says } = provenanceOf(found, design);
    const judged = {
      verdict: said(verdict.headline),
      findings: verdict.findings.map(said),
      provenance: { kind, says },
    };
    console.print(jsonOf({ scenario: name, question: scenario.title, ...judged, ...rest }));
  }
}
