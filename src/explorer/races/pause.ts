import { type Address, type Effect, NULL } from '../../machine/index.ts';

/** What a micro-step leaves a thread to wait for, or whom it wakes. */
export interface Pause {
  readonly waits: 'for nothing' | 'for a lock' | 'in a sleep' | 'in a sleep, until woken';
  readonly of: Address;
  readonly wakes: Address;
}

/** What a step's effect means for who takes the next turn. */
export function pauseIn(effect: Effect): Pause {
  const wakes = effect.do === 'wake' ? effect.of : NULL;
  if (effect.do === 'blocked') return { waits: 'for a lock', of: effect.of, wakes };
  if (effect.do !== 'sleep') return { waits: 'for nothing', of: NULL, wakes };
  return { waits: effect.untilWoken ? 'in a sleep, until woken' : 'in a sleep', of: effect.of, wakes };
}
