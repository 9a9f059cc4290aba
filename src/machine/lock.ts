import { LOCKS, type LockTable, type Machine } from './machine.ts';
import { type Address, read, write } from './memory.ts';
import type { Steps } from './step.ts';

function table(machine: Machine): LockTable['held'] {
  return (read(machine, LOCKS) as LockTable).held;
}

function* acquire(machine: Machine, of: Address, lock: string, shared: boolean): Steps<void> {
  const key = `${of}.${lock}`;
  const mode = shared && { shared };
  for (;;) {
    const now = table(machine)[key];
    if (!now || (shared && now.shared)) {
      const by = [...(now?.by ?? []), machine.current];
      write(machine, LOCKS, { held: { ...table(machine), [key]: { by, shared } } });
      yield { do: 'lock', lock, of, ...mode };
      return;
    }
    yield { do: 'blocked', lock, of, ...mode };
  }
}

/** mutex_lock(), spin_lock(), down_write(): waits until nobody holds it. */
export function* lock(machine: Machine, of: Address, name: string): Steps<void> {
  yield* acquire(machine, of, name, false);
}

/** down_read(): shares with other readers. */
export function* lockShared(machine: Machine, of: Address, name: string): Steps<void> {
  yield* acquire(machine, of, name, true);
}

/** Gives up this task's hold, shared or not. Throws if it has none: that would be our mistake. */
export function* unlock(machine: Machine, of: Address, name: string): Steps<void> {
  const key = `${of}.${name}`;
  const now = table(machine)[key];
  const mine = now?.by.indexOf(machine.current) ?? -1;
  if (!now || mine < 0)
    throw new Error(`unlock of ${key} by task ${machine.current}, which does not hold it`);
  const { [key]: _released, ...others } = table(machine);
  const by = now.by.toSpliced(mine, 1);
  write(machine, LOCKS, { held: by.length ? { ...others, [key]: { ...now, by } } : others });
  yield { do: 'unlock', lock: name, of, ...(now.shared && { shared: true }) };
}
