import type { Machine } from './machine.ts';
import type { Steps } from './step.ts';

/** What a turn of a loop comes to: the place from which the next one goes on, or what the loop returns. */
export type Turn<C, T> = { readonly next: C } | { readonly end: T };

/**
 * A loop whose whole state between two turns is its cursor, plain data: a turn may keep nothing else from the one
 * before it. Where a loop goes over many things, this is what lets each turn be known by itself.
 */
export function* loop<C, T>(machine: Machine, start: C, turn: (at: C) => Steps<Turn<C, T>>): Steps<T> {
  machine.watch?.loop('enter', null);
  for (let at = start; ; ) {
    machine.watch?.loop('turn', at);
    const done = yield* turn(at);
    if ('end' in done) {
      machine.watch?.loop('leave', done.end);
      return done.end;
    }
    at = done.next;
  }
}
