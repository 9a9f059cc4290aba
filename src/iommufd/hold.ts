/** Short-term references that ioctls in flight hold, taken and put by hand: the recordings' own instrument. */
import {
  type Address,
  allocate,
  isErr,
  living,
  NULL,
  type ObjectId,
  type Result,
  release,
  type Steps,
  write,
} from '../machine/index.ts';
import { EINVAL, type Kernel, refuse } from './kernel.ts';
import { getObject, putObject } from './main.ts';
import { type Hold, the } from './objects.ts';

/** Takes a short-term reference that stays until the slot is let go. 0 or -ENOENT. */
export function* hold(k: Kernel, ictx: Address, id: ObjectId, slot: number): Steps<Result> {
  const cell: Hold = { kind: 'hold', freed: false, slot, object: NULL };
  const by = allocate(k, cell);
  const found = yield* getObject(k, ictx, id, undefined, { role: 'lock_obj', by });
  const refused = isErr(found);
  if (refused) release(k, by);
  else write(k, by, { object: found });
  yield { do: 'set', of: by, field: 'object', from: NULL, to: refused ? NULL : found };
  return refused ? found : 0;
}

/** Puts the reference of a slot. -EINVAL for a slot that holds none. */
export function* unhold(k: Kernel, slot: number): Steps<Result> {
  const by = living(k, 'hold').find((address) => the(k, 'hold', address).slot === slot);
  if (by === undefined) return yield* refuse(EINVAL, k.current, `holds nothing in slot ${slot}`);
  yield* putObject(k, the(k, 'hold', by).object, { role: 'lock_obj', by });
  release(k, by);
  yield { do: 'free', of: by, what: 'hold' };
  return 0;
}
