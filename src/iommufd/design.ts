/**
 * Where designs differ. Each switch changes one kernel function; nothing else in the engine asks which design runs.
 */

import type { LaterName } from './later.ts';
import type { ObjectType } from './op_spec.ts';

/** What each switch decides, and in which function: SWITCHES. */
export interface Switches {
  readonly internalHoldsFile: boolean;
  readonly internalIctx: 'NULL' | 'ictx' | 'uninitialised';
  readonly internalIs: 'ictx == NULL' | 'ops == NULL';
  readonly internalHasOps: boolean;
  readonly externalHasOps: boolean;
  readonly queueDestroys: 'its access' | 'itself';
  readonly allocatedFirst: 'hw_queue' | 'access';
  readonly unmapRefusedBy: 'num_locks' | 'notification' | 'any internal access' | 'nothing';
  readonly notifyLocksInternal: boolean;
  readonly vdeviceHoldsDevice: boolean | 'struct device';
  readonly abortOps: boolean;
  readonly abortPutsFile: 'at once' | 'deferred';
  readonly abortOfUsed: 'leaks' | 'frees';
  readonly unattachPuts: boolean;
  readonly mmapCounts: 'at lookup' | 'at the end';
  readonly destroyTakesUser: boolean;
  readonly destroyTimeout: 60_000 | 10_000;
  readonly putWakes: boolean;
}

/** A reference that an object of one kind holds for as long as it can be found: no kernel has it. */
export interface Added {
  readonly by: ObjectType;
  readonly of: ObjectType | 'ictx';
}

/** One object by kind and ID, of all contexts or of one, as people name it: `access 8`, `access 8 of ictx 2`. */
export interface Holder {
  readonly kind: ObjectType;
  readonly id: number;
  /** The serial number of its context. */
  readonly ictx?: number;
}

/** Neither taken nor put: the references of a role, of one holder where one is named. */
export interface Without {
  readonly role: string;
  readonly of?: Holder;
}

/** A design of iommufd that can run. */
export interface Design extends Switches {
  /** References that are neither taken nor put, to see what would be without them. */
  readonly without?: readonly Without[];
  readonly added?: readonly Added[];
  /** What this version does not have yet. */
  readonly lacks?: readonly LaterName[];
  /** Its code is that of another version than 7.3, of whose log no line was recorded. */
  readonly older?: true;
}

/** What 7.3 does, of which every other design is a variation. */
export const LINUX_7_3: Switches = {
  internalHoldsFile: false,
  internalIctx: 'NULL',
  internalIs: 'ictx == NULL',
  internalHasOps: false,
  externalHasOps: true,
  queueDestroys: 'its access',
  allocatedFirst: 'hw_queue',
  unmapRefusedBy: 'num_locks',
  notifyLocksInternal: false,
  vdeviceHoldsDevice: true,
  abortOps: true,
  abortPutsFile: 'at once',
  abortOfUsed: 'leaks',
  unattachPuts: true,
  mmapCounts: 'at lookup',
  destroyTakesUser: false,
  destroyTimeout: 60_000,
  putWakes: false,
};

/** Everything that each switch can decide, first what 7.3 does. */
export const SWITCH_VALUES: { readonly [Name in keyof Switches]: readonly Switches[Name][] } = {
  internalHoldsFile: [false, true],
  internalIctx: ['NULL', 'ictx', 'uninitialised'],
  internalIs: ['ictx == NULL', 'ops == NULL'],
  internalHasOps: [false, true],
  externalHasOps: [true, false],
  queueDestroys: ['its access', 'itself'],
  allocatedFirst: ['hw_queue', 'access'],
  unmapRefusedBy: ['num_locks', 'notification', 'any internal access', 'nothing'],
  notifyLocksInternal: [false, true],
  vdeviceHoldsDevice: [true, false, 'struct device'],
  abortOps: [true, false],
  abortPutsFile: ['at once', 'deferred'],
  abortOfUsed: ['leaks', 'frees'],
  unattachPuts: [true, false],
  mmapCounts: ['at lookup', 'at the end'],
  destroyTakesUser: [false, true],
  destroyTimeout: [60_000, 10_000],
  putWakes: [false, true],
};
