import { type Design, LINUX_7_3 } from './design.ts';
import type { LawName } from './laws.ts';

/**
 * Whether there was such a kernel: released, or posted as a series; or one rule that an older kernel had, in the code of
 * 7.3; or one that nobody ever had, to show what a rule is for.
 */
export type Provenance = 'released' | 'posted' | 'one old rule' | 'counter-example';

/** A design with a name of its own, where it comes from, and what is wrong with it. */
export interface Preset {
  readonly was: Provenance;
  readonly design: Design;
  /** The laws that it breaks, and no others: what is wrong with it. */
  readonly breaks: readonly LawName[];
}

const v6QueueFirst: Design = { ...LINUX_7_3, internalIs: 'ops == NULL', unmapRefusedBy: 'notification' };

/** The abort paths as they were until two fixes of 6.17-rc7. */
const beforeRc7 = {
  abortPutsFile: 'deferred',
  abortOfUsed: 'frees',
  unattachPuts: false,
} as const satisfies Partial<Design>;

const v616: Design = {
  ...LINUX_7_3,
  ...beforeRc7,
  vdeviceHoldsDevice: 'struct device',
  lacks: ['hw_queue', 'mmap', 'viommu data'],
  older: true,
};

export const PRESETS = {
  naive: {
    was: 'posted',
    design: { ...LINUX_7_3, internalHoldsFile: true },
    breaks: ['I7', 'I8'],
  },
  v6: {
    was: 'posted',
    design: { ...v6QueueFirst, allocatedFirst: 'access' },
    breaks: [],
  },
  '7.3': {
    was: 'released',
    design: LINUX_7_3,
    breaks: [],
  },
  'v6-queue-first': {
    was: 'posted',
    design: v6QueueFirst,
    breaks: [],
  },
  'ops-test': {
    was: 'counter-example',
    design: { ...LINUX_7_3, internalIs: 'ops == NULL' },
    breaks: [],
  },
  'no-area-lock': {
    was: 'counter-example',
    design: { ...LINUX_7_3, unmapRefusedBy: 'nothing' },
    breaks: [],
  },
  'internal-ops': {
    was: 'counter-example',
    design: { ...LINUX_7_3, internalHasOps: true },
    breaks: [],
  },
  'v6-queue-first+ops': {
    was: 'counter-example',
    design: { ...v6QueueFirst, internalHasOps: true },
    breaks: ['I1', 'I2', 'I4'],
  },
  'external-no-ops': {
    was: 'counter-example',
    design: { ...LINUX_7_3, internalIs: 'ops == NULL', externalHasOps: false },
    breaks: ['I6'],
  },
  'stored-ictx': {
    was: 'counter-example',
    design: { ...LINUX_7_3, internalIctx: 'ictx' },
    breaks: ['I6', 'I7', 'I8'],
  },
  'no-zeroing': {
    was: 'counter-example',
    design: { ...LINUX_7_3, internalIctx: 'uninitialised' },
    breaks: ['I1', 'I2', 'I4', 'I7', 'I8'],
  },
  macro: {
    was: 'counter-example',
    design: { ...LINUX_7_3, queueDestroys: 'itself' },
    breaks: ['I1', 'I2', 'I4', 'I13', 'I14', 'I16'],
  },
  '6.12': {
    was: 'released',
    design: {
      ...LINUX_7_3,
      vdeviceHoldsDevice: 'struct device',
      lacks: ['viommu', 'veventq', 'hw_queue', 'mmap', 'pasid', 'fault of a paging table'],
      older: true,
    },
    breaks: [],
  },
  '6.16': {
    was: 'released',
    design: v616,
    breaks: ['I16'],
  },
  v7: {
    was: 'posted',
    design: { ...LINUX_7_3, unmapRefusedBy: 'any internal access', older: true },
    breaks: [],
  },
  '6.17-rc6': {
    was: 'released',
    design: { ...LINUX_7_3, ...beforeRc7, mmapCounts: 'at the end', notifyLocksInternal: true, older: true },
    breaks: ['I1', 'I2', 'I16'],
  },
  '6.17': {
    was: 'released',
    design: { ...LINUX_7_3, notifyLocksInternal: true, older: true },
    breaks: ['I1', 'I2'],
  },
  'vdevice-uncounted': {
    was: 'counter-example',
    design: { ...LINUX_7_3, vdeviceHoldsDevice: false },
    breaks: ['I1', 'I2', 'I10'],
  },
  'abort-under-lock': {
    was: 'one old rule',
    design: { ...LINUX_7_3, abortOps: false },
    breaks: ['I1', 'I2', 'I4', 'I9', 'I14'],
  },
  'abort-late-fput': {
    was: 'one old rule',
    design: { ...LINUX_7_3, abortPutsFile: 'deferred', abortOfUsed: 'frees' },
    breaks: ['I16'],
  },
  'abort-extra-user': {
    was: 'one old rule',
    design: { ...LINUX_7_3, unattachPuts: false, abortOfUsed: 'frees' },
    breaks: ['I16'],
  },
  'abort-leaks-used': {
    was: 'counter-example',
    design: { ...LINUX_7_3, unattachPuts: false },
    breaks: ['I1'],
  },
  'late-mmap-count': {
    was: 'one old rule',
    design: { ...LINUX_7_3, mmapCounts: 'at the end' },
    breaks: ['I16'],
  },
  'destroy-counts': {
    was: 'one old rule',
    design: { ...LINUX_7_3, destroyTakesUser: true },
    breaks: ['I1', 'I2', 'I6'],
  },
  'ten-seconds': {
    was: 'one old rule',
    design: { ...LINUX_7_3, destroyTimeout: 10_000 },
    breaks: [],
  },
  'put-wakes': {
    was: 'counter-example',
    design: { ...LINUX_7_3, putWakes: true },
    breaks: [],
  },
} as const satisfies Record<string, Preset>;

/** The name of a preset. */
export type PresetName = keyof typeof PRESETS;

export const DESIGN_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** Other names of presets. Links and texts that have them open for ever; nothing writes them. */
const ALIASES: Readonly<Record<string, PresetName>> = { merged: '7.3', 'merged+ops': 'internal-ops' };

/** The preset of a name; undefined if there is none. */
export function presetOf(name: string): PresetName | undefined {
  return DESIGN_NAMES.find((one) => one === (ALIASES[name] ?? name));
}

/** The three designs the argument is about; the others vary one of them. */
export const MAIN_DESIGNS = ['naive', 'v6', '7.3'] as const satisfies readonly PresetName[];
