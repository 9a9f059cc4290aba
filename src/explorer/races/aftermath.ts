import { boot, EXIT, type Op } from '../../iommufd/index.ts';
import type { Snapshot, Task } from '../../machine/index.ts';
import { callIn } from '../search/sequence.ts';
import { whyLeaked } from '../teardown/leaked.ts';
import type { Start } from '../teardown/start.ts';
import type { Clash } from './clash.ts';
import type { Race } from './race.ts';
import { scheduled } from './schedule.ts';

/** Whether a context outlives the exit of the process, and nobody else holds it. */
function isLeft(state: Snapshot): boolean {
  const others = state.filter((cell): cell is Task => cell.kind === 'task' && !(cell as Task).exited);
  const isHeld = others.some(({ fds }) => fds.some((file) => file > 0));
  return !isHeld && state.some(({ kind, freed }) => kind === 'ctx' && !freed);
}

/** What shows only when the process exits, after each end of a race: each thing once, with the fewest turns to it. */
export function aftermathOf(race: Race, start: Start, calls: readonly Op[]): readonly Clash[] {
  const k = boot(race.design);
  const found: Clash[] = [];
  const add = (clash: Clash) => {
    const isKnown = [...race.clashes, ...found].some(({ fault }) => fault.because === clash.fault.because);
    if (!isKnown) found.push(clash);
  };
  const ends = race.finishes.toSorted((a, b) => a.turns.length - b.turns.length);
  let isLeaking = false;
  for (const { state, turns } of ends) {
    const { faults, state: after } = callIn(k, race.snapshotOf(state), EXIT, race.labels);
    for (const fault of faults) add({ fault, turns });
    if (isLeaking || faults.length > 0 || !isLeft(after)) continue;
    isLeaking = true;
    add({
      fault: {
        name: 'LEAK',
        because: whyLeaked([...start.ops, ...scheduled(start, calls, turns)], start.design),
      },
      turns,
    });
  }
  return found;
}
