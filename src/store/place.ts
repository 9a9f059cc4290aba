import { endsProcess } from '../iommufd/index.ts';
import { frameAt } from '../trace/index.ts';
import { type Session, sessionOf } from './session.ts';
import type { State } from './state.ts';

/** The run of what is open, and what follows from it. */
export function sessionIn({ document }: Pick<State, 'document'>): Session {
  return sessionOf(document.ops, document.design);
}

/** The frame that the cursor of the document stands for. */
export function frameIn(state: Pick<State, 'document'>): number {
  return frameAt(sessionIn(state).run, state.document.cursor);
}

/** Where a new operation goes: before the next one, or behind the one under way, but never behind an exit. */
export function insertionPoint({ document }: Pick<State, 'document'>): number {
  const { op, step } = document.cursor;
  const last = document.ops.at(-1);
  const end = document.ops.length - (last && endsProcess(last) ? 1 : 0);
  return Math.min(step > 0 ? op + 1 : op, end);
}

/** Where the operation stands, or will stand, that somebody is putting together. */
export function buildingPoint(state: Pick<State, 'document' | 'building'>): number {
  return state.building?.replaces ?? insertionPoint(state);
}
