import { endsProcess, type Op, type Operand, opSpec } from '../iommufd/index.ts';
import { formatOp } from '../scenario/index.ts';
import { digestOfText, type RecordedOp } from '../trace/index.ts';

/**
 * Operations in eight characters, the same however their labels are called: a label is the operation that made it, and
 * its place among what that made. What has its default is left out.
 */
export function digestOfOps(ops: readonly Op[]): string {
  const made = new Map<string, string>();
  const lines = ops.map((op, i) => {
    const named = (operand: Operand) =>
      typeof operand === 'string' ? `_${made.get(operand) ?? ''}` : operand;
    const operands = Object.entries(op.operands).map(([name, operand]) => [name, named(operand)]);
    for (const [nth, label] of op.labels.entries()) made.set(label, `${i}_${nth}`);
    return formatOp({ ...op, operands: Object.fromEntries(operands), labels: [] });
  });
  return digestOfText(lines.join('\n'));
}

/** What a kernel did with an operation, as far as logs and recordings say it alike. */
export type Seen = Pick<RecordedOp, 'errno'> & Partial<Pick<RecordedOp, 'ret' | 'warns' | 'slept_s'>>;

function howOf({ background, preempted, fails }: Op): string {
  const thread = background ? (preempted === undefined ? 'bg ' : 'bg until ') : '';
  return thread + (fails === undefined ? '' : fails === 'usercopy' ? 'fail_usercopy ' : 'failslab ');
}

function outcomeOf({ ret, errno, warns = [], slept_s = 0 }: Seen, ends: boolean): string {
  const result = errno ?? (ret === null && !ends ? 'dies' : 'ok');
  return result + (warns.length > 0 ? ', logs' : '') + (slept_s >= 60 ? ', waits' : '');
}

/** What is asked for beyond the defaults, as far as it decides what the kernel does: flags, and small numbers. */
function askedOf({ name, operands }: Op): string {
  return opSpec(name)
    .operands.flatMap(({ name: operand, type }) => {
      const value = operands[operand];
      if (value === undefined || (type !== 'flag' && type !== 'words')) return [];
      return value === 0n ? [] : [` ${operand}=${value}`];
    })
    .join('');
}

/**
 * Each operation as how it is done, its name, what it asks for, beside which kind of device, and its outcome: `destroy
 * EBUSY`, `close ok, logs`, `vfio hwpt_alloc nest_parent=1 EOPNOTSUPP`. What a join waits for has its outcome there:
 * `join destroy ok`.
 */
export function outcomesOf(ops: readonly Op[], seen: readonly Seen[]): readonly string[] {
  const waiting: Op[] = [];
  let devices = '';
  return ops.map((op, i) => {
    if (op.background) waiting.push(op);
    const joined = op.name === 'join' ? waiting.shift() : undefined;
    if (op.name === 'vfio_bind') devices = 'vfio ';
    const done = joined ?? op;
    const name = `${joined ? 'join ' : ''}${done.name}${askedOf(done)}`;
    return `${devices}${howOf(op)}${name} ${outcomeOf(seen[i] ?? { errno: null }, endsProcess(op))}`;
  });
}
