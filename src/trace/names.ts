import { type AnyObject, type Ctx, type Hold, isObject, type Vma } from '../iommufd/index.ts';
import type { Address, File, Snapshot, Task } from '../machine/index.ts';

/** What people call a cell: `access 8`, `context file`, `fd table`. Contexts are numbered once there are two. */
export function nameOf(state: Snapshot, address: Address): string {
  const cell = state[address];
  if (!cell || address === 0) return 'NULL';
  if (isObject(cell)) {
    const { kind, id } = cell as AnyObject;
    return id === 0 ? `a new ${kind}` : `${kind} ${id}${contextSuffix(state, (cell as AnyObject).home)}`;
  }
  switch (cell.kind) {
    case 'ctx':
      return `ictx${contextSuffix(state, address, ' ')}`;
    case 'file':
      return fileName(state, cell as File);
    case 'task':
      return (cell as Task).name === 'process' ? 'the process' : `the ${(cell as Task).name}`;
    case 'vma':
      return `mapping ${(cell as Vma).number}`;
    case 'hold':
      return `the ioctl in flight in slot ${(cell as Hold).slot}`;
    case 'vfio':
      return 'the VFIO device file';
    case 'area':
      return `area 0x${(cell as unknown as { iova: bigint }).iova.toString(16)}`;
    default:
      return cell.kind;
  }
}

/** The same where a sentence needs an article: `the context file`, but `access 8` and `ictx 2`. */
export function theName(state: Snapshot, address: Address): string {
  const name = nameOf(state, address);
  if (/^(the|a) /.test(name) || name === 'NULL') return name;
  return /^file of /.test(name) || !/\d$/.test(name) ? `the ${name}` : name;
}

function fileName(state: Snapshot, file: File): string {
  if (file.fops === 'iommufd') return `context file${contextSuffix(state, file.private, ' ')}`;
  if (file.fops === 'vfio') return 'VFIO file';
  if (file.fops === 'eventq') {
    const eventq = state[file.private];
    return eventq && file.private !== 0
      ? `file of ${(eventq as AnyObject).kind} ${(eventq as AnyObject).id}`
      : 'event file';
  }
  const access = state[file.private];
  return access && file.private !== 0 ? `file of access ${(access as AnyObject).id}` : 'access file';
}

function contextSuffix(state: Snapshot, ictx: Address, joint = ' of ictx '): string {
  const several = state.filter((cell) => cell.kind === 'ctx').length > 1;
  const ctx = state[ictx];
  return several && ctx?.kind === 'ctx' ? `${joint}${(ctx as Ctx).serial}` : '';
}
