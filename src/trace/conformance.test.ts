import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { type DesignName, designOf, OP_NAMES } from '../iommufd/index.ts';
import { parseText } from '../scenario/index.ts';
import { type RecordedOp, type Recording, record, run } from './index.ts';

/** A real kernel's recording; see recordings/README.md. */
type Kernels = Recording & { readonly ops: readonly (RecordedOp & { readonly events?: unknown })[] };

const FOLDER = new URL('./recordings/', import.meta.url);
const agreed = new Map<string, number>();
const leftOut = new Map<string, string[]>();

function recordings(file: string): readonly Kernels[] {
  const lines = readFileSync(new URL(file, FOLDER), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Kernels);
}

const descriptors = (text: string): ReadonlySet<string> => {
  const [call = '', labels = ''] = text.split('>').map((part) => part.trim());
  const names = labels.split(' ');
  if (/^(open|dup|access_create)\b/.test(call)) return new Set(names);
  return new Set();
};

/** The recording without what belongs to the recording: its events and the numbers of its descriptors. */
function comparable({ events: _, ...op }: Kernels['ops'][number]): object {
  const fds = descriptors(op.text);
  const ids = Object.entries(op.out ?? {}).filter(([label]) => !fds.has(label));
  return { ...op, out: Object.fromEntries(ids) };
}

const unknownOps = (recording: Kernels) =>
  [...new Set(recording.ops.map(({ op }) => op))].filter((op) => !OP_NAMES.some((name) => name === op));

describe.each(readdirSync(FOLDER).filter((file) => file.endsWith('.jsonl')))('%s', (file) => {
  const all = recordings(file);
  const known = all.filter((recording) => unknownOps(recording).length === 0);
  leftOut.set(
    file,
    all.filter((one) => !known.includes(one)).map((one) => `${one.scenario} (${unknownOps(one).join(' ')})`),
  );

  test.each(known.map((recording) => [recording.scenario, recording] as const))('%s', (_, kernel) => {
    const written = kernel.ops.filter((op) => !op.implicit).map((op) => op.text);
    const { scenario, lines, problems } = parseText(written.join('\n'));
    expect(problems).toEqual([]);
    const emulated = record(
      run(scenario.ops, designOf(kernel.design as DesignName)),
      kernel.scenario,
      kernel.design,
      lines,
    );
    expect(emulated.ops.map(comparable)).toEqual(kernel.ops.map(comparable));
    expect(emulated.leaked_contexts).toEqual(kernel.leaked_contexts);
    agreed.set(file, (agreed.get(file) ?? 0) + 1);
  });
});

afterAll(() => {
  const sum = [...agreed.values()].reduce((a, b) => a + b, 0);
  const missing = [...leftOut.values()].reduce((a, b) => a + b.length, 0);
  console.log(`${sum} recordings agree; ${missing} use an operation that is not there yet:`);
  for (const [file, names] of leftOut)
    console.log(`${file}: ${agreed.get(file) ?? 0} agree; left out: ${names.join(', ') || 'none'}`);
});
