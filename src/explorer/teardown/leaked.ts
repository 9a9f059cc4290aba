import { type AnyObject, type Design, isObject, type Op, type Vfio, type Vma } from '../../iommufd/index.ts';
import { type Address, entries, type File, NULL, type Snapshot, type Task } from '../../machine/index.ts';
import { judge, keepLedgers, run } from '../../trace/index.ts';

/** The context that user space reaches through a file; 0 for none. */
function contextOf(state: Snapshot, address: Address): Address {
  const { fops, private: of } = (state[address] ?? {}) as Partial<File>;
  const cell = state[of ?? NULL];
  if (!cell || fops === undefined) return NULL;
  if (fops === 'iommufd') return of ?? NULL;
  return isObject(cell) ? (cell as AnyObject).home : ((cell as Vfio).ictx ?? NULL);
}

/** Whether an object outlives its context, or a context everything through which user space reaches it. */
export function hasLeaked(state: Snapshot): boolean {
  const files = state.flatMap((cell): readonly Address[] => {
    if (cell.freed) return [];
    if (cell.kind === 'task')
      return (cell as Task).exited ? [] : (cell as Task).fds.filter((file) => file > 0);
    return cell.kind === 'vma' ? [(cell as Vma).file] : [];
  });
  const reached = new Set(files.map((file) => contextOf(state, file)));
  return [...entries(state)].some(([address, cell]) => {
    if (cell.freed) return false;
    return isObject(cell) ? state[cell.home]?.freed === true : cell.kind === 'ctx' && !reached.has(address);
  });
}

/** What the run of these operations says of what it leaks. */
export function whyLeaked(ops: readonly Op[], design: Design): string {
  const whole = run(ops, design);
  const { findings } = judge(whole, keepLedgers(whole));
  const leak = findings.find(({ name }) => name === 'LEAK' || name === 'NO PROGRESS');
  return leak?.because ?? 'something is left that nothing will free';
}
