import { brokenLaws, LAWS, type LawName, type Op } from '../iommufd/index.ts';
import { RESERVED } from '../machine/index.ts';
import { isAsked, OF_THE_FREED } from './asked.ts';
import { brokenBy, PROPERTIES, type PropertyName } from './properties.ts';
import type { Failure, Reading, Way } from './reading.ts';
import { LOST } from './teardown/explore.ts';

/** What is known of one property, or of one law of the states in rest. */
export interface PropertyResult {
  readonly property: PropertyName | LawName;
  readonly says: string;
  /** `unknown` where nothing fails so far and not everything was explored. */
  readonly status: 'holds' | 'fails' | 'does not apply' | 'unknown';
  /** Why it fails; empty where it does not. */
  readonly because: string;
  /** Null where nothing fails. */
  readonly counterexample: Way | null;
}

/** Calls that end a process. */
const ENDING: readonly string[] = ['exit', 'kill'];

const all = () => true;

/** A DESTROY that was refused and changed something all the same. */
function refusalThatChanges(reading: Reading): Failure | undefined {
  const { edges, code, start } = reading.found;
  const way = reading.firstEdge(
    (edge, from, to) =>
      to !== from &&
      start.actions[edges.action[edge] as number]?.op.name === 'destroy' &&
      code.results[edges.result[edge] as number]?.errno === 'EBUSY',
  );
  return way && { way, because: 'the state has changed' };
}

/** A slot that is a tombstone in one state, and something else in the next, while there is more to do. */
function revival(reading: Reading, slots: readonly number[]): Failure | undefined {
  const { start, states } = reading.found;
  const holds = (state: number, column: number) =>
    start.variables.columns[column]?.values[states.value(state, column)];
  const way = reading.firstEdge(
    (_, from, to) =>
      to !== LOST &&
      reading.ends.end[to] === null &&
      slots.some((column) => holds(from, column) === RESERVED && holds(to, column) !== RESERVED),
  );
  return way && { way, because: 'its slot is no longer reserved' };
}

/** What went wrong before the start. */
const past = (because: string | null): Failure | undefined =>
  because === null ? undefined : { way: [], because };

/**
 * The properties P1 to P8 of the specification, of the operations before as of all that can come. A property that
 * nothing there could have broken is false.
 */
function failures(reading: Reading): Readonly<Record<PropertyName, Failure | false | undefined>> {
  const { found, ends } = reading;
  const { start } = found;
  const can = (...names: Op['name'][]) => start.actions.some(({ op }) => names.includes(op.name));
  const isOver = start.actions.length === 0;
  const wasOpened = start.variables.start.some(({ kind }) => kind === 'ctx');
  const isAsked = wasOpened && !(isOver && ends.end[0] === 'ALIVE');
  const leak = isAsked ? reading.firstLeak((name) => !ENDING.includes(name)) : undefined;
  const tombstones = start.variables.columns
    .filter(({ field, values }) => field.startsWith('slots.') && values.includes(RESERVED))
    .map(({ column }) => column);
  const [unmapped] = found.unmapped;
  const fault = (property: PropertyName) => reading.firstFault((one) => brokenBy(one).includes(property));
  return {
    P1: isAsked && reading.firstLeak(all),
    P2: isAsked && (leak ?? (isOver || can('destroy', 'close', 'munmap') ? undefined : false)),
    P3: fault('P3'),
    P4: fault('P4'),
    P5: fault('P5'),
    P6:
      (can('destroy') || reading.past.refusals > 0) &&
      (past(reading.past.refusalThatChanged) ?? refusalThatChanges(reading)),
    P7:
      (tombstones.length > 0 || reading.past.tombstones > 0) &&
      (past(reading.past.revival) ?? revival(reading, tombstones)),
    P8: start.probes.length > 0 &&
      unmapped && { way: [...reading.wayTo(unmapped.state), unmapped.op], because: unmapped.because },
  };
}

/** What is known of each property. */
export function propertyLines(reading: Reading): readonly PropertyResult[] {
  const { found } = reading;
  const failing = failures(reading);
  return (Object.keys(PROPERTIES) as PropertyName[]).map((property): PropertyResult => {
    const failure = failing[property];
    return {
      property,
      says: PROPERTIES[property],
      status: failure
        ? 'fails'
        : failure === false
          ? 'does not apply'
          : found.isComplete
            ? 'holds'
            : 'unknown',
      because: failure ? failure.because : '',
      counterexample: failure ? failure.way : null,
    };
  });
}

/**
 * The laws of the specification, in the first `most` states, each of which is at rest, and after each call that was
 * attempted at the start. Where no state is asked about, only what such a call breaks.
 */
export function lawLines(reading: Reading, most: number): readonly PropertyResult[] {
  const { found } = reading;
  const broken = new Map<LawName, Failure>();
  const end = Math.min(found.states.count, most);
  for (let state = 0; state < end; state++)
    for (const { law, where } of brokenLaws(found.snapshotOf(state), true))
      if (!broken.has(law) && isAsked(law, found.start.design))
        broken.set(law, { way: reading.wayTo(state), because: where });
  for (const { op, broken: laws } of reading.attempts)
    for (const { law, where } of laws) if (!broken.has(law)) broken.set(law, { way: [op], because: where });
  const isWhole = found.isComplete && end === found.states.count;
  const asked = (Object.keys(LAWS) as LawName[]).filter((law) =>
    most > 0 ? !OF_THE_FREED.includes(law) : broken.has(law),
  );
  return asked.map((law): PropertyResult => {
    const failure = broken.get(law);
    return {
      property: law,
      says: LAWS[law],
      status: failure
        ? 'fails'
        : !isAsked(law, found.start.design)
          ? 'does not apply'
          : isWhole
            ? 'holds'
            : 'unknown',
      because: failure?.because ?? '',
      counterexample: failure?.way ?? null,
    };
  });
}
