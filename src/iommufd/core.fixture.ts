import { count } from '../machine/count.ts';
import { type Address, NULL, type ObjectId, type Step, store } from '../machine/index.ts';
import { designOf } from './custom_design.ts';
import { lockObj, putObject } from './main.ts';
import { object } from './objects.ts';
import { createProcess } from './process.fixture.ts';
import { destroyIoctl, objectDestroyUser, objectPutAndTryDestroy } from './remove.ts';

export const OWNED = { role: 'owner', by: NULL };

/** The ID that a number is. */
export const idOf = (number: number) => number as ObjectId;

/** A context with one IOAS, ID 1, and the functions of the core on it. */
export function createIoas() {
  const process = createProcess(designOf('7.3'));
  process.script('open > c\nioas_alloc c > io');
  const { k, run } = process;
  const ictx = process.ictx();
  const of = process.at('io');
  return {
    ...process,
    ictx,
    of,
    state: () => object(k, of),
    /** A long-term user. */
    inc: (what: Address = of) => run(count(k, 'inc', what, 'users', OWNED)),
    hold: () => run(lockObj(k, of)),
    unhold: () => run(putObject(k, of)),
    /** What a slot holds, whoever has a say in it. */
    set: (id: number, to: Address) => run(store(k, ictx, idOf(id), to)),
    destroy: (id = 1) => {
      const { thread, steps } = run(destroyIoctl(k, ictx, idOf(id)));
      return { rc: thread.result?.value, steps };
    },
    destroyUser: () => run(objectDestroyUser(k, ictx, of, OWNED)),
    putAndTry: () => run(objectPutAndTryDestroy(k, ictx, of, OWNED)),
  };
}

/** Every count that moved or refused to. */
export const counted = (steps: readonly Step[]) =>
  steps.flatMap(({ effect }) =>
    effect.do === 'count' ? [`${effect.count} ${effect.op} ${effect.from} → ${effect.to}`] : [],
  );

/** Every sleep, in ms. */
export const slept = (steps: readonly Step[]) =>
  steps.flatMap(({ effect }) => (effect.do === 'sleep' ? [effect.ms] : []));
