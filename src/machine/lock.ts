import { LOCKS, type LockTable, type Machine } from './machine.ts';
import type { Address } from './memory/memory.ts';
import type { Steps } from './step.ts';

type Held = LockTable['held'][string];

function table(machine: Machine): LockTable {
  return machine.cells[LOCKS] as LockTable;
}

function holders(machine: Machine, key: string): Held | undefined {
  const now = table(machine).held[key];
  machine.watch?.reads(LOCKS, `held.${key}`, now);
  return now;
}

function setHolders(machine: Machine, key: string, to: Held | undefined): void {
  const { [key]: _before, ...others } = table(machine).held;
  const locks: LockTable = { ...table(machine), held: to ? { ...others, [key]: to } : others };
  machine.cells[LOCKS] = locks;
  machine.watch?.writes(LOCKS, `held.${key}`, to);
}

function* acquire(machine: Machine, of: Address, lock: string, shared: boolean): Steps<void> {
  const key = `${of}.${lock}`;
  const mode = shared && { shared };
  for (;;) {
    const now = holders(machine, key);
    if (!now || (shared && now.shared)) {
      const by = [...(now?.by ?? []), machine.current];
      setHolders(machine, key, { by, shared });
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
  const now = holders(machine, key);
  const mine = now?.by.indexOf(machine.current) ?? -1;
  if (!now || mine < 0)
    throw new Error(`unlock of ${key} by task ${machine.current}, which does not hold it`);
  const by = now.by.toSpliced(mine, 1);
  setHolders(machine, key, by.length ? { ...now, by } : undefined);
  yield { do: 'unlock', lock: name, of, ...(now.shared && { shared: true }) };
}
