import type { Fault } from '../trace/index.ts';

/** What a design should have, by the names that the specification gives. */
export const PROPERTIES = {
  P1: 'when every descriptor and mapping is gone, whichever way, everything is freed',
  P2: 'every order of DESTROY, close and munmap frees everything',
  P3: 'no freed memory is used, and no reference is put that nobody holds',
  P4: 'no WARN',
  P5: 'no operation waits for longer than the 60 s after which the kernel gives up',
  P6: 'a DESTROY that returns EBUSY changes nothing',
  P7: 'a tombstoned ID is never handed out again',
  P8: 'a range pinned by a queue cannot be unmapped, and every other can',
} as const;

export type PropertyName = keyof typeof PROPERTIES;

/** The longest wait that is the kernel's own: the time-out of iommufd_object_dec_wait(), 7.3. */
const LONGEST_WAIT = 60_000;

/** The properties that a fault breaks. */
export function brokenBy({ name, warns, ms = 0 }: Fault): readonly PropertyName[] {
  const broken: PropertyName[] = [];
  if (name === 'UAF' || name === 'BAD PUT') broken.push('P3');
  if (warns) broken.push('P4');
  if (ms > LONGEST_WAIT) broken.push('P5');
  return broken;
}
