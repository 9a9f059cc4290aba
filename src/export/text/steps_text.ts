import { type Op, opSpec } from '../../iommufd/index.ts';
import { formatOp } from '../../scenario/index.ts';
import { missedIn, narrate, type OpRun } from '../../trace/index.ts';
import type { Look } from '../picture/look.ts';
import type { Moment } from '../picture/moment.ts';
import { saidOf } from '../picture/said.ts';
import { footOf } from './foot.ts';
import { ascii, paragraph, WIDTH } from './plain.ts';

/** Micro-steps of the operation under way that are told. */
const MOST_STEPS = 60;

/** The run as a numbered list: each operation with what it returned, and step by step the one that is under way. */
export function stepsTextOf(moment: Moment, look: Pick<Look, 'link'>): string {
  const { run, scenario } = moment;
  const { op: at, step } = scenario.cursor;
  const lines = run.ops.flatMap((one, i): readonly string[] => {
    const missed = missedIn(run, i);
    return [
      ...operationText(one, i),
      ...(missed === undefined ? [] : paragraph(`(${missed})`, 5, '     ')),
      ...happened(moment, i),
      ...(i === at && step > 0 ? microSteps(moment, i) : []),
    ];
  });
  return [
    ...(scenario.title ? [...paragraph(scenario.title), ''] : []),
    ...lines,
    '',
    ...paragraph(`${saidOf(moment).place}.`),
    '',
    ...footOf(moment, look),
  ].join('\n');
}

/** An operation with its number and, as far right as there is room, what it returned. */
function operationText({ op, outcome, implicit }: OpRun, index: number): readonly string[] {
  const returned = [
    outcome.errno ?? outcome.ret,
    ...Object.values(outcome.labels).map((value, i) => resultText(op, i, value)),
  ].filter((one) => one !== null);
  const end = returned.length > 0 ? `-> ${returned.join(' ')}` : '';
  const said = `${formatOp(op)}${implicit ? ' (end of the process)' : ''}`;
  const number = `${String(index + 1).padStart(3)}  `;
  const whole = `${number}${ascii(said)}`;
  return whole.length + end.length < WIDTH
    ? [`${whole.padEnd(WIDTH - end.length)}${end}`.trimEnd()]
    : [...paragraph(said, 5, number), `     ${end}`];
}

/** What came back, under its label; without one, under what it is. A map gives back the address that it mapped. */
function resultText(op: Op, index: number, value: number): string {
  const { labels } = opSpec(op.name);
  const name = op.labels[index] ?? labels[index]?.names;
  return name === undefined ? `iova=0x${value.toString(16)}` : `${name}=${value}`;
}

/** What the operation brought about that no return value tells: sleeps, lines of the kernel log, and faults. */
function happened({ run, verdict }: Moment, op: number): readonly string[] {
  const { first, last } = run.ops[op] as OpRun;
  return run.frames.slice(first + 1, last + 1).flatMap(({ step }, i) => {
    const frame = first + 1 + i;
    const effect = step?.effect;
    const { fn, text } = narrate(run, frame);
    const log = effect?.do === 'log' || effect?.do === 'oops' ? effect : undefined;
    const found = verdict.findings.filter(
      (one) => one.frame === frame && one.name !== 'REFUSED' && !(log && one.name === 'WARN'),
    );
    const said = [
      ...(effect?.do === 'sleep' ? [`${fn} ${text}`] : []),
      ...(log?.lines ?? []).map((line) => `kernel: ${line}${log?.recorded ? '' : ' (derived)'}`),
      ...found.map(({ name, because }) => `${name}: ${because}`),
    ];
    return said.flatMap((one) => paragraph(`step ${frame}: ${one}`, 7, '     '));
  });
}

/** What the operation under way has done so far. */
function microSteps({ run, frame }: Moment, op: number): readonly string[] {
  const first = run.ops[op]?.first ?? 0;
  const from = Math.max(first + 1, frame - MOST_STEPS + 1);
  const told = Array.from({ length: frame - from + 1 }, (_, i) => {
    const { fn, text } = narrate(run, from + i);
    return paragraph(`${fn}: ${text}`, 11, `${String(from + i).padStart(8)} | `);
  });
  return [...(from > first + 1 ? [`         | ${from - first - 1} steps before`] : []), ...told.flat()];
}
