import { type Design, MERGED } from './design.ts';
import type { LawName } from './laws.ts';

/** What a preset is good for: the patch's argument, a kernel version, or one bug or counter-example alone. */
export type PresetGroup = 'argument' | 'version' | 'bug';

export interface Preset {
  readonly group: PresetGroup;
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
    design: { ...MERGED, internalHoldsFile: true },
    breaks: ['I7', 'I8'],
  },
  v6: {
    group: 'argument',
    design: { ...v6QueueFirst, allocatedFirst: 'access' },
    breaks: [],
  },
  merged: {
    group: 'argument',
    design: MERGED,
    breaks: [],
  },
  'v6-queue-first': {
    group: 'argument',
    design: v6QueueFirst,
    breaks: [],
  },
  'ops-test': {
    group: 'argument',
    design: { ...MERGED, internalIs: 'ops == NULL' },
    breaks: [],
  },
  'no-area-lock': {
    group: 'argument',
    design: { ...MERGED, unmapRefusedBy: 'nothing' },
    breaks: [],
  },
  'merged+ops': {
    group: 'argument',
    design: { ...MERGED, internalHasOps: true },
    breaks: [],
  },
  'v6-queue-first+ops': {
    group: 'argument',
    design: { ...v6QueueFirst, internalHasOps: true },
    breaks: ['I1', 'I2', 'I4'],
  },
  'external-no-ops': {
    group: 'argument',
    design: { ...MERGED, internalIs: 'ops == NULL', externalHasOps: false },
    breaks: ['I6'],
  },
  'stored-ictx': {
    group: 'argument',
    design: { ...MERGED, internalIctx: 'ictx' },
    breaks: ['I6', 'I7', 'I8'],
  },
  'no-zeroing': {
    group: 'argument',
    design: { ...MERGED, internalIctx: 'uninitialised' },
    breaks: ['I1', 'I2', 'I4', 'I7', 'I8'],
  },
  macro: {
    group: 'argument',
    design: { ...MERGED, queueDestroys: 'itself' },
    breaks: ['I1', 'I2', 'I4', 'I13', 'I14', 'I16'],
  },
  '6.16': {
    group: 'version',
    design: { ...MERGED, ...beforeRc7, vdeviceHoldsDevice: false },
    breaks: ['I1', 'I2', 'I10', 'I16'],
  },
  v7: {
    group: 'version',
    design: { ...MERGED, unmapRefusedBy: 'any internal access' },
    breaks: [],
  },
  '6.17-rc6': {
    group: 'version',
    design: { ...MERGED, ...beforeRc7, notifyLocksInternal: true },
    breaks: ['I1', 'I2', 'I16'],
  },
  '6.17': {
    group: 'version',
    design: { ...MERGED, notifyLocksInternal: true },
    breaks: ['I1', 'I2'],
  },
  'vdevice-uncounted': {
    group: 'bug',
    design: { ...MERGED, vdeviceHoldsDevice: false },
    breaks: ['I1', 'I2', 'I10'],
  },
  'abort-under-lock': {
    group: 'bug',
    design: { ...MERGED, abortOps: false },
    breaks: ['I1', 'I2', 'I4', 'I9', 'I14'],
  },
  'abort-late-fput': {
    group: 'bug',
    design: { ...MERGED, abortPutsFile: 'deferred', abortOfUsed: 'frees' },
    breaks: ['I16'],
  },
  'abort-extra-user': {
    group: 'bug',
    design: { ...MERGED, unattachPuts: false, abortOfUsed: 'frees' },
    breaks: ['I16'],
  },
  'abort-leaks-used': {
    group: 'bug',
    design: { ...MERGED, unattachPuts: false },
    breaks: ['I1'],
  },
  'late-mmap-count': {
    group: 'bug',
    design: { ...MERGED, mmapCounts: 'at the end' },
    breaks: ['I16'],
  },
  'destroy-counts': {
    group: 'bug',
    design: { ...MERGED, destroyTakesUser: true },
    breaks: ['I1', 'I2', 'I6'],
  },
  'ten-seconds': {
    group: 'bug',
    design: { ...MERGED, destroyTimeout: 10_000 },
    breaks: [],
  },
  'put-wakes': {
    group: 'bug',
    design: { ...MERGED, putWakes: true },
    breaks: [],
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;

export const DESIGN_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** The three designs the argument is about; the others vary one of them. */
export const MAIN_DESIGNS = ['naive', 'v6', 'merged'] as const satisfies readonly PresetName[];
