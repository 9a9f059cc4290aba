import type { Area, Op, Operand, OpName } from '../../iommufd/index.ts';
import { OP_NAMES, opSpec } from '../../iommufd/index.ts';
import type { Session } from '../session.ts';
import { choicesFor } from './legal.ts';
import { isFilled, needed, type Operands } from './operands.ts';
import { areTaken } from './taken.ts';

/** Objects of one kind that are tried for an operand, and ways to fill all operands that are tried. */
const MOST_EACH = 6;
const MOST_WAYS = 24;

const opOf = (name: OpName, operands: Operands): Op => ({ name, operands, labels: [] });

/** Its default, then these. */
const numbers = (operand: string, values: readonly number[]): readonly Operands[] => [
  {},
  ...values.map((value) => ({ [operand]: BigInt(value) })),
];

/** What else than nothing an operation is given beyond its objects, in the order in which it is tried. */
const BEYOND: Partial<Record<OpName, readonly Operands[]>> = {
  // Without a nest parent there is no vIOMMU, and so no queue.
  hwpt_alloc: [{ nest_parent: 1n }, {}, { nested: 1n }],
  ioas_unmap: [{}, { all: 1n }],
  hw_queue_alloc: numbers('index', [1]),
  vdevice_alloc: numbers('virt', [0x9a, 0x9b, 0x9c]),
  hold: numbers('slot', [1, 2, 3]),
  unhold: numbers('slot', [1, 2, 3]),
  pasid_attach: numbers('pasid', [101, 102, 103]),
  pasid_detach: numbers('pasid', [101, 102, 103]),
};

/** What is named above, and for a range each that is mapped, or each that begins where one ends. */
function variantsOf(session: Session, at: number, name: OpName): readonly Operands[] {
  const fixed = BEYOND[name] ?? [{}];
  if (name === 'vfio_ioas') return [...fixed, ...setsOfVfio(session, at)];
  if (!opSpec(name).operands.some((one) => one.name === 'iova')) return fixed;
  const state = session.run.frames[session.run.ops[at - 1]?.last ?? 0]?.state ?? [];
  const areas = state.filter((cell): cell is Area => cell.kind === 'area' && !cell.freed);
  const from = areas.map(({ iova, length }) => (name === 'ioas_map' ? iova + length : iova));
  const ranges = [...new Set(from)].slice(0, MOST_EACH).map((iova): Operands => ({ iova }));
  return fixed.flatMap((one) => [one, ...ranges.map((range) => ({ ...range, ...one }))]);
}

/** The compatibility of VFIO has no IOAS to get before one is set. */
function setsOfVfio(session: Session, at: number): readonly Operands[] {
  const ioas = opSpec('vfio_ioas').operands.find((one) => one.name === 'ioas');
  const choices = ioas ? choicesFor(session, at, ioas) : [];
  const legal = choices.filter((choice) => choice.legal).slice(0, MOST_EACH);
  return legal.map(({ value }) => ({ op: 1n, ioas: value }));
}

/** Every way to fill what an operation needs with what is legal, the latest first; what is given stays. */
function waysToFill(session: Session, at: number, name: OpName, given: Operands): readonly Operands[] {
  const [next] = needed(name, given).filter((spec) => given[spec.name] === undefined);
  if (!next) return [given];
  const choices = choicesFor(session, at, next, given).filter(({ legal }) => legal);
  const ways = choices
    .slice(0, MOST_EACH)
    .flatMap(({ value }) => waysToFill(session, at, name, { ...given, [next.name]: value }));
  return ways.length > 0 ? ways.slice(0, MOST_WAYS) : [given];
}

/**
 * The operands that a new operation begins with: the first that the kernel takes after the first `at` operations, with
 * as many defaults as that allows; if it refuses all, or needs a map before it, the latest of what is legal. What is
 * given stays.
 */
export function propose(session: Session, at: number, name: OpName, given: Operands = {}): Operands {
  const ways = waysToFill(session, at, name, given);
  const whole = ways.filter((way) => isFilled(name, way));
  for (const variant of variantsOf(session, at, name))
    for (const way of whole) {
      const operands = { ...variant, ...way };
      if (areTaken(session, at, [opOf(name, operands)])) return operands;
    }
  const mapped = whole.find((way) => mapFirst(session, at, opOf(name, way)));
  return mapped ?? whole[0] ?? ways[0] ?? given;
}

/** The map without which an operation is refused, and with which it is taken; null where no map makes the difference. */
export function mapFirst(session: Session, at: number, op: Op): Op | null {
  const { operands, name } = op;
  const ranges = opSpec(name).operands.filter((one) => one.name === 'iova' || one.name === 'len');
  if (ranges.length < 2 || name.startsWith('ioas_') || areTaken(session, at, [op])) return null;
  const range = Object.fromEntries(
    ranges.flatMap((one): [string, Operand][] => {
      const value = operands[one.name];
      return value === undefined ? [] : [[one.name, value]];
    }),
  );
  const given: Operands = { ...(operands.ctx !== undefined && { ctx: operands.ctx }), ...range };
  const maps = waysToFill(session, at, 'ioas_map', given).map((way) => opOf('ioas_map', way));
  return maps.find((map) => isFilled(map.name, map.operands) && areTaken(session, at, [map, op])) ?? null;
}

/** Whether what is proposed for an operation is taken, after a map at the most. */
export function isOffered(session: Session, at: number, name: OpName): boolean {
  const operands = propose(session, at, name);
  if (!isFilled(name, operands)) return false;
  const op = opOf(name, operands);
  return areTaken(session, at, [op]) || mapFirst(session, at, op) !== null;
}

/** What can be added after the first `at` operations and is taken as it is proposed. */
export function offered(session: Session, at: number): readonly OpName[] {
  return OP_NAMES.filter((name) => isOffered(session, at, name));
}

/** An ID that no object has had. */
export const NOBODY = 99n;

/**
 * The operands of an operation that is not offered, so that its errno can be seen: what is proposed, then whatever else
 * there is, then an ID of nobody. Null where it needs a descriptor, a mapping or a child and there never was one.
 */
export function proposeRefused(session: Session, at: number, name: OpName): Operands | null {
  let operands = propose(session, at, name);
  for (const spec of needed(name, operands)) {
    const [any] = choicesFor(session, at, spec, operands);
    const value = operands[spec.name] ?? any?.value ?? (spec.type === 'id' ? NOBODY : undefined);
    if (value !== undefined) operands = { ...operands, [spec.name]: value };
  }
  return isFilled(name, operands) ? operands : null;
}
