import type { Op } from '../iommufd/index.ts';

/**
 * Turns of threads as a scenario: each call in a thread of its own, preempted after the micro-steps that it gets at a
 * stretch, and joined when all turns are over.
 */
export function scheduled(ops: readonly Op[], turns: readonly number[]): readonly Op[] {
  const started: number[] = [];
  const schedule: Op[] = [];
  for (let i = 0; i < turns.length; ) {
    const turn = turns[i] as number;
    let end = i;
    while (turns[end] === turn) end++;
    const steps = end - i;
    i = end;
    if (started.includes(turn))
      schedule.push({
        name: 'resume',
        operands: { thread: BigInt(started.indexOf(turn)), steps: BigInt(steps) },
        labels: [],
      });
    else {
      started.push(turn);
      schedule.push({ ...(ops[turn] as Op), background: true, preempted: steps });
    }
  }
  return [...schedule, ...started.map((): Op => ({ name: 'join', operands: {}, labels: [] }))];
}
