import { readdirSync, readFileSync } from 'node:fs';
import { type Op, type PresetName, readDesign } from '../iommufd/index.ts';
import { parseText } from '../scenario/index.ts';
import type { Seen } from './canonical.ts';

/** A scenario that a real kernel ran, with what it did at each operation. */
export interface Recorded {
  readonly name: string;
  readonly design: PresetName;
  readonly kernel: string;
  readonly ops: readonly Op[];
  readonly seen: readonly Seen[];
}

/** A line of a recording or of a log. */
interface Line {
  readonly scenario?: string;
  readonly log?: string;
  readonly design?: string;
  readonly ops: readonly (Partial<Seen> & { readonly text: string })[];
}

const TRACE = new URL('../trace/', import.meta.url);

function linesOf(folder: 'recordings' | 'logs'): readonly (Line & { readonly file: string })[] {
  const files = readdirSync(new URL(`${folder}/`, TRACE)).filter((name) => name.endsWith('.jsonl'));
  return files.flatMap((name) => {
    const lines = readFileSync(new URL(`${folder}/${name}`, TRACE), 'utf8')
      .trim()
      .split('\n');
    return lines.map((line) => ({ ...(JSON.parse(line) as Line), file: name.replace('.jsonl', '') }));
  });
}

function recordedOf(line: Line, design: PresetName, kernel: string): Recorded {
  const { scenario, problems } = parseText(line.ops.map(({ text }) => text).join('\n'));
  if (problems.length > 0) throw new Error(`${line.scenario ?? line.log}: ${JSON.stringify(problems)}`);
  const seen = line.ops.map((op) => ({ ...op, errno: op.errno ?? null }));
  return { name: line.scenario ?? line.log ?? '', design, kernel, ops: scenario.ops, seen };
}

/** Everything that real kernels recorded: by the instrumented 7.3.4 kernel, and in the logs of unmodified ones. */
export function allRecorded(): readonly Recorded[] {
  const recordings = linesOf('recordings').map((line) =>
    recordedOf(line, readDesign(line.design ?? '') as PresetName, '7.3.4'),
  );
  const logs = linesOf('logs').map((line) =>
    line.file.startsWith('6.12') ? recordedOf(line, '6.12', '6.12.117') : recordedOf(line, '7.3', '7.3.4'),
  );
  return [...recordings, ...logs];
}
