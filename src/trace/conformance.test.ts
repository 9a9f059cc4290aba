import { afterAll, describe, expect, test } from 'vitest';
import { designOf, OP_NAMES, type OpName, opSpec, readDesign } from '../iommufd/index.ts';
import { RECORDED_LINES } from '../iommufd/recorded_lines.ts';
import { parseText } from '../scenario/index.ts';
import { type Agreed, addAgreed, expectCommitted, noneAgreed } from './agreement.fixture.ts';
import { type RecordedOp, record, run } from './index.ts';
import { type Kernels, RECORDINGS, writtenIn } from './recordings.fixture.ts';

const agreed = new Map<string, Agreed>();
const leftOut = new Map<string, string[]>();

/** Labels whose numbers belong to the recorded process: descriptors and process IDs. */
const OWN_NUMBERS: ReadonlySet<string> = new Set(['iommufd', 'staccess', 'eventq', 'vfio', 'process']);

function ownLabels({ op, text }: RecordedOp): ReadonlySet<string> {
  const written = text.split('>')[1]?.trim().split(/\s+/) ?? [];
  const { labels } = opSpec(op as OpName) ?? { labels: [] };
  return new Set(written.filter((_, i) => OWN_NUMBERS.has(labels[i]?.names ?? '')));
}

/** What belongs to the recording goes: its events, those numbers, and how late its clock woke it. */
function comparable({ events: _, slept_s, ...op }: Kernels['ops'][number]): object {
  const own = ownLabels(op);
  const out = Object.entries(op.out ?? {}).filter(([label]) => !own.has(label));
  return { ...op, out: Object.fromEntries(out), slept: (slept_s ?? 0) >= 60 };
}

const unknownOps = (recording: Kernels) =>
  [...new Set(recording.ops.map(({ op }) => op).filter((op) => op !== 'bg'))].filter(
    (op) => !OP_NAMES.some((name) => name === op),
  );

describe.each(RECORDINGS)('%s', (file, all) => {
  const totals = noneAgreed(all.length);
  agreed.set(file, totals);
  const known = all.filter((recording) => unknownOps(recording).length === 0);
  leftOut.set(
    file,
    all.filter((one) => !known.includes(one)).map((one) => `${one.scenario} (${unknownOps(one).join(' ')})`),
  );

  test.each(known.map((recording) => [recording.scenario, recording] as const))('%s', (_, kernel) => {
    const { scenario, lines, problems } = parseText(writtenIn(kernel));
    expect(problems).toEqual([]);
    const emulated = record(
      run(scenario.ops, designOf(readDesign(kernel.design))),
      kernel.scenario,
      kernel.design,
      lines,
    );
    const compared = kernel.ops.map(comparable);
    expect(emulated.ops.map(comparable)).toEqual(compared);
    expect(emulated.leaked_contexts).toEqual(kernel.leaked_contexts);
    addAgreed(totals, kernel.ops, compared);
  });
});

test('the lines that count as recorded are those that a recording has, each of them', () => {
  const lines = RECORDINGS.flatMap(([, all]) => all)
    .flatMap(({ ops }) => ops)
    .flatMap(({ warns }) => warns ?? []);
  expect([...RECORDED_LINES].sort()).toEqual([...new Set(lines)].sort());
});

test('as much agrees as agreement.json says', () => expectCommitted(agreed, './agreement.json'));

afterAll(() => {
  const sum = [...agreed.values()].reduce((a, b) => a + b.recordings, 0);
  const missing = [...leftOut.values()].reduce((a, b) => a + b.length, 0);
  console.log(`${sum} recordings agree; ${missing} use an operation that is not there yet:`);
  for (const [file, names] of leftOut)
    console.log(`${file}: ${agreed.get(file)?.recordings} agree; left out: ${names.join(', ') || 'none'}`);
});
