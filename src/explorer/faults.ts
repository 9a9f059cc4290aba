import type { Kernel } from '../iommufd/index.ts';
import type { Address, Cell, Step } from '../machine/index.ts';

/** What a tree can end in or meet on the way. */
export interface Fault {
  readonly name: 'UAF' | 'BAD PUT' | 'HANG' | 'NO PROGRESS' | 'WARN';
  /** Where it shows, and what. */
  readonly because: string;
  /** Milliseconds of a wait; infinite for a lock that nobody gives up. */
  readonly ms?: number;
}

/** Whether an object that is being freed still has users. */
export function isInUse(cell: Cell | undefined): boolean {
  const { users = 0 } = (cell ?? {}) as { users?: number };
  return users > 0;
}

/** What goes wrong in a step. `inUse` is asked of what is being freed. */
export function* faultsOf(
  k: Kernel,
  { effect, stack, touched }: Step,
  inUse: (of: Address, cell: Cell | undefined) => boolean = (_, cell) => isInUse(cell),
): Generator<Fault> {
  const where = stack.at(-1) ?? 'the system call';
  const nameOf = (of: Address) => k.cells[of]?.kind ?? 'nothing';
  const [uaf] = touched;
  if (uaf) yield { name: 'UAF', because: `${uaf.by || 'the system call'} touches a freed ${nameOf(uaf.of)}` };
  switch (effect.do) {
    case 'free':
      if (inUse(effect.of, k.cells[effect.of]))
        yield { name: 'BAD PUT', because: `${where} frees a ${nameOf(effect.of)} that still has users` };
      break;
    case 'oops':
      yield { name: 'BAD PUT', because: `${where} follows a bad pointer: ${effect.lines[0]}` };
      break;
    case 'blocked':
      yield {
        name: 'HANG',
        because: `${where} waits for ${effect.lock}, which nobody will give up`,
        ms: Number.POSITIVE_INFINITY,
      };
      break;
    case 'sleep':
      if (nameOf(effect.of) !== 'task')
        yield {
          name: 'HANG',
          because: `${where} waits ${effect.ms / 1000} s for a ${nameOf(effect.of)}`,
          ms: effect.ms,
        };
      break;
    case 'log': {
      if (effect.level !== 'warn') break;
      const text = effect.lines[0] ?? '';
      const name =
        where === 'iommufd_fops_release'
          ? 'NO PROGRESS'
          : /refcount_t|file reference/.test(text)
            ? 'BAD PUT'
            : 'WARN';
      yield { name, because: `${where}: ${text}` };
    }
  }
}
