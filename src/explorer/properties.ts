/** What a design should have, by the names that the specification gives. */
export const PROPERTIES = {
  P1: 'when every descriptor and mapping is gone, whichever way, everything is freed',
  P2: 'every order of DESTROY, close and munmap frees everything',
  P3: 'no freed memory is used, and nothing is put that nobody holds',
  P4: 'no WARN',
  P5: 'no operation waits for ever, or for more than 60 s',
  P6: 'a DESTROY that returns EBUSY changes nothing',
  P7: 'a tombstoned ID is never handed out again',
  P8: 'a range that a queue has pinned cannot be unmapped, and any other can',
} as const;

export type PropertyName = keyof typeof PROPERTIES;
