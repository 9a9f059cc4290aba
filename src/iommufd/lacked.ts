import type { Address, Result, Steps } from '../machine/index.ts';
import { E2BIG, ENODEV, ENOTTY, EOPNOTSUPP, type Kernel, refuse } from './kernel.ts';
import { LATER, type LaterName } from './later.ts';
import type { OpName } from './ops.ts';

const ERRNOS = { E2BIG, ENOTTY, ENODEV, EOPNOTSUPP } as const;

/** 0, or the errno of a kernel that does not have it yet: told of `of`. */
export function* haveYet(k: Kernel, name: LaterName, of: Address): Steps<Result> {
  if (!k.design.lacks?.includes(name)) return 0;
  const { errno, why } = LATER[name];
  return yield* refuse(ERRNOS[errno], of, why);
}

/** What an operation needs that this kernel does not have yet. */
export function lackedBy({ design }: Kernel, op: OpName): LaterName | undefined {
  return design.lacks?.find((name) => (LATER[name].ops as readonly OpName[]).includes(op));
}
