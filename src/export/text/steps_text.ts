import { formatOp } from '../../scenario/index.ts';
import { missedIn, narrate } from '../../trace/index.ts';
import type { Moment } from '../picture/moment.ts';
import { saidOf } from '../picture/said.ts';
import { ascii, paragraph, WIDTH } from './plain.ts';

/** Micro-steps of the operation under way that are told. */
const MOST_STEPS = 60;

/** The run as a numbered list: each operation with what it returned, and step by step the one that is under way. */
export function stepsTextOf(moment: Moment): string {
  const { run, scenario, verdict, frame, design } = moment;
  const { op: at, step } = scenario.cursor;
  const lines = run.ops.flatMap(({ op, outcome, implicit }, i): readonly string[] => {
    const returned = [
      outcome.errno ?? outcome.ret,
      ...Object.entries(outcome.labels).map(([one, id]) => `${one}=${id}`),
    ]
      .filter((one) => one !== null)
      .join(' ');
    const end = returned ? `-> ${returned}` : '';
    const said = `${formatOp(op)}${implicit ? ' (end of the process)' : ''}`;
    const number = `${String(i + 1).padStart(3)}  `;
    const whole = `${number}${ascii(said)}`;
    const told =
      whole.length + end.length < WIDTH
        ? [`${whole.padEnd(WIDTH - end.length)}${end}`.trimEnd()]
        : [...paragraph(said, 5, number), `     ${end}`];
    const missed = missedIn(run, i);
    const all = missed === undefined ? told : [...told, ...paragraph(`(${missed})`, 5, '     ')];
    return i === at && step > 0 ? [...all, ...microSteps(moment, i)] : all;
  });
  const { name, because } = verdict.headline;
  return [
    ...paragraph(saidOf(moment).title),
    ...paragraph(`design: ${design}`, 2),
    '',
    ...lines,
    '',
    ...paragraph(`${name}: ${because}.`, 2),
    ...paragraph(`Shown: step ${frame} of ${run.frames.length - 1}.`, 2),
    '',
  ].join('\n');
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
