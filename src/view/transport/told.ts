import { formatOp } from '../../store/index.ts';
import { narrate, type Run, type Sentence } from '../../trace/index.ts';

export interface Told extends Sentence {
  /** The operation, with its number. */
  readonly operation: string;
}

/** What a step is: in which operation, in which function, and its sentence. */
export function tell(run: Run, frame: number): Told {
  const { step, op } = run.frames[frame] ?? { step: null, op: 0 };
  const ran = step && run.ops[op];
  return { ...narrate(run, frame), operation: ran ? `Operation ${op + 1}: ${formatOp(ran.op)}` : '' };
}
