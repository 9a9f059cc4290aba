import { formatOp } from '../../scenario/index.ts';
import { narrate } from '../../trace/index.ts';
import type { Moment } from './moment.ts';

/** What a picture cannot show, in sentences. */
export interface Said {
  readonly title: string;
  readonly verdict: string;
  /** Why it is the verdict, and which step decides it: without a full stop. */
  readonly because: string;
  readonly place: string;
  /** What the step did. */
  readonly step: string;
}

/** An operation with its number, as it is written. */
export function operationAt({ run }: Moment, index: number): string {
  const op = run.ops[index]?.op;
  return op ? `${index + 1} ${formatOp(op)}` : '';
}

export function saidOf(moment: Moment): Said {
  const { scenario, design, run, verdict, frame } = moment;
  const { name, because, frame: decided } = verdict.headline;
  const { fn, text } = narrate(run, frame);
  const at = run.frames[frame]?.op ?? 0;
  const operation = run.ops[at] ? `, operation ${at + 1}: ${formatOp(run.ops[at].op)}` : '';
  const end = run.frames.length - 1;
  return {
    title: scenario.title || 'Untitled scenario',
    verdict: name,
    because: `in ${design}, decided at step ${decided} of ${end}: ${because.replace(/\.$/, '')}`,
    place: `Step ${frame} of ${end}${operation}`,
    step: fn ? `${fn}: ${text}` : text,
  };
}
