import { type Design, MERGED } from './design.ts';
import type { LawName } from './laws.ts';

/** What a preset is good for: the patch's argument, a kernel version, or one bug or counter-example alone. */
export type PresetGroup = 'argument' | 'version' | 'bug';

export interface Preset {
  readonly group: PresetGroup;
  readonly says: string;
  /** Kernel version, commit or mail the preset stands for. */
  readonly source: string;
  readonly design: Design;
  /** The laws that it breaks, and no others: what is wrong with it. */
  readonly breaks: readonly LawName[];
}

const v6QueueFirst: Design = { ...MERGED, internalIs: 'ops == NULL', unmapRefusedBy: 'notification' };

/** The abort paths as they were until three fixes of 6.17-rc7. */
const beforeRc7 = {
  abortPutsFile: 'deferred',
  abortOfUsed: 'frees',
  unattachPuts: false,
  mmapCounts: 'at the end',
} as const satisfies Partial<Design>;

export const PRESETS = {
  naive: {
    group: 'argument',
    says: 'The internal access takes a reference on the ctx file, as an ordinary access does.',
    source: 'the v5 thread, 28 May to 5 June 2025',
    design: { ...MERGED, internalHoldsFile: true },
    breaks: ['I7', 'I8'],
  },
  v6: {
    group: 'argument',
    says: '`ops == NULL` marks an internal access; the access is allocated before its queue; any access without ops makes an unmap of its IOAS fail.',
    source: 'series v6 as posted, 14 June 2025',
    design: { ...v6QueueFirst, allocatedFirst: 'access' },
    breaks: [],
  },
  merged: {
    group: 'argument',
    says: '`ictx == NULL` marks an internal access; the pinned area itself refuses to be unmapped.',
    source: 'v9 as merged for 6.17, with the fix that is in 7.3',
    design: MERGED,
    breaks: [],
  },
  'v6-queue-first': {
    group: 'argument',
    says: 'v6 with the queue allocated before its access.',
    source: 'patch 7 of series v6 and its parent alone',
    design: v6QueueFirst,
    breaks: [],
  },
  'ops-test': {
    group: 'argument',
    says: 'merged, but `ops == NULL` marks an internal access.',
    source: 'the test that v6 made, in the merged code',
    design: { ...MERGED, internalIs: 'ops == NULL' },
    breaks: [],
  },
  'no-area-lock': {
    group: 'argument',
    says: 'merged without the lock count on areas: nothing refuses the unmap of a pinned range.',
    source: 'merged less iopt_area.num_locks',
    design: { ...MERGED, unmapRefusedBy: 'nothing' },
    breaks: [],
  },
  'merged+ops': {
    group: 'argument',
    says: 'merged, and the internal access has ops.',
    source: "a reviewer's worry about v6, tried on the merged code",
    design: { ...MERGED, internalHasOps: true },
    breaks: [],
  },
  'v6-queue-first+ops': {
    group: 'argument',
    says: 'v6-queue-first, and the internal access has ops.',
    source: "a reviewer's worry about v6, tried on v6",
    design: { ...v6QueueFirst, internalHasOps: true },
    breaks: ['I1', 'I2', 'I4'],
  },
  'external-no-ops': {
    group: 'argument',
    says: '`ops == NULL` marks an internal access, and an external access has none either: it is taken for an internal one.',
    source: 'a counter-example; the code that creates an external access follows its ops',
    design: { ...MERGED, internalIs: 'ops == NULL', externalHasOps: false },
    breaks: ['I6'],
  },
  'stored-ictx': {
    group: 'argument',
    says: 'The internal access stores the ictx for convenience and takes no reference: its destroy puts one that nobody took.',
    source: 'a counter-example to the mark `ictx == NULL`',
    design: { ...MERGED, internalIctx: 'ictx' },
    breaks: ['I6', 'I7', 'I8'],
  },
  'no-zeroing': {
    group: 'argument',
    says: 'Nothing sets the ictx of an internal access to NULL: the mark is whatever was in the memory before.',
    source: 'the review of v6, which asked for the assignment or a comment',
    design: { ...MERGED, internalIctx: 'uninitialised' },
    breaks: ['I1', 'I2', 'I4', 'I7', 'I8'],
  },
  macro: {
    group: 'argument',
    says: 'iommufd_access_destroy_internal as a macro is handed the queue instead of its access, and it compiles.',
    source: 'the review of v6: macro or static inline',
    design: { ...MERGED, queueDestroys: 'itself' },
    breaks: ['I1', 'I2', 'I4', 'I13', 'I14', 'I16'],
  },
  '6.16': {
    group: 'version',
    says: 'Before the series: a vDEVICE has no count on its device, and the abort paths have the bugs that 6.17-rc7 fixes. Hardware queues came later; here they are as merged.',
    source: '6.16; the fixes came with 850f14f5b919, 4e034bf045b1, 53d0584eeb2c and 7a425ec75d2b',
    design: { ...MERGED, ...beforeRc7, vdeviceHoldsDevice: false },
    breaks: ['I1', 'I2', 'I10', 'I16'],
  },
  v7: {
    group: 'version',
    says: 'Any internal access anywhere in an IOAS makes the unmap of a pinned range fail.',
    source: 'series v7 as posted, 26 June 2025',
    design: { ...MERGED, unmapRefusedBy: 'any internal access' },
    breaks: [],
  },
  '6.17-rc6': {
    group: 'version',
    says: '6.17 before the fixes of its rc7: an aborted object is freed whoever uses it, its file goes later, and mmap counts late.',
    source: '6.17-rc1 to 6.17-rc6',
    design: { ...MERGED, ...beforeRc7, notifyLocksInternal: true },
    breaks: ['I1', 'I2', 'I16'],
  },
  '6.17': {
    group: 'version',
    says: 'As released: an unmap locks every internal access of the IOAS that it passes over, and never puts it.',
    source: 'series v8 and v9, 6.17 as released; fixed by 0dbcdf4473a6',
    design: { ...MERGED, notifyLocksInternal: true },
    breaks: ['I1', 'I2'],
  },
  'vdevice-uncounted': {
    group: 'bug',
    says: 'A vDEVICE keeps no reference on its device, which can go from under it.',
    source: 'before 6.17, fixed by 7dc0e1090ba8 and 850f14f5b919',
    design: { ...MERGED, vdeviceHoldsDevice: false },
    breaks: ['I1', 'I2', 'I10'],
  },
  'abort-under-lock': {
    group: 'bug',
    says: 'The abort of a page table is its destroy, which takes a lock that the caller holds.',
    source: 'fixed by 70eadc7fc7ef',
    design: { ...MERGED, abortOps: false },
    breaks: ['I1', 'I2', 'I4', 'I9', 'I14'],
  },
  'abort-late-fput': {
    group: 'bug',
    says: 'An aborted event queue is freed at once, and its file, which uses it, when the call returns.',
    source: 'before 6.17-rc7, fixed by 4e034bf045b1',
    design: { ...MERGED, abortPutsFile: 'deferred', abortOfUsed: 'frees' },
    breaks: ['I16'],
  },
  'abort-extra-user': {
    group: 'bug',
    says: 'Undoing an immediate attach forgets the user that it took, and the abort frees the table all the same.',
    source: 'before 6.17-rc7, fixed by 53d0584eeb2c',
    design: { ...MERGED, unattachPuts: false, abortOfUsed: 'frees' },
    breaks: ['I16'],
  },
  'abort-leaks-used': {
    group: 'bug',
    says: 'Undoing an immediate attach forgets the user that it took; the abort sees it, WARNs and leaks the table.',
    source: '53d0584eeb2c without its other half',
    design: { ...MERGED, unattachPuts: false },
    breaks: ['I1'],
  },
  'late-mmap-count': {
    group: 'bug',
    says: 'mmap counts the owner of a region only once the mapping is built; until then it can be destroyed.',
    source: 'before 6.17-rc7, fixed by 7a425ec75d2b',
    design: { ...MERGED, mmapCounts: 'at the end' },
    breaks: [],
  },
  'destroy-counts': {
    group: 'bug',
    says: 'IOMMU_DESTROY takes a user while it works, which those who may not fail to destroy can stumble over.',
    source: '6.4, fixed by 99f98a7c0d69',
    design: { ...MERGED, destroyTakesUser: true },
    breaks: [],
  },
  'ten-seconds': {
    group: 'bug',
    says: 'Who destroys waits 10 s for short-term users, not 60.',
    source: 'before d9df72c6acd6, November 2024',
    design: { ...MERGED, destroyTimeout: 10_000 },
    breaks: [],
  },
  'put-wakes': {
    group: 'bug',
    says: 'The last put of a short-term reference wakes who waits for it. In 7.3 it does not: the wait lasts its 60 s.',
    source: 'what the code means to do; the recorded 7.3 kernel does not',
    design: { ...MERGED, putWakes: true },
    breaks: [],
  },
} as const satisfies Record<string, Preset>;

export type DesignName = keyof typeof PRESETS;

export const DESIGN_NAMES = Object.keys(PRESETS) as readonly DesignName[];

/** The three designs the argument is about; the others vary one of them. */
export const MAIN_DESIGNS = ['naive', 'v6', 'merged'] as const satisfies readonly DesignName[];

export function designOf(name: DesignName): Design {
  return PRESETS[name].design;
}
