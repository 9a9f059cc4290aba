import type { Run } from '../../trace/index.ts';
import { type Address, bindingOf, type Vertex } from '../binding.ts';
import type { Key } from '../keys.ts';
import { type Arc, arcId } from '../union.ts';

/** The node in whose seat each node sits: its own, or that of one that is gone before it comes. */
export type Tenancy = ReadonlyMap<Key, Key>;

interface Life {
  readonly context: Key | undefined;
  readonly born: number;
  /** Frame at which it is freed. */
  readonly freed: number;
}

/** The objects of one run; descriptors and contexts keep their seats, so nothing is asked of them. */
function livesOf(run: Run): ReadonlyMap<Key, Life> {
  const { cells, keys } = bindingOf(run);
  const lives = new Map<Key, Life>();
  const end = run.frames.length;
  const freed = new Map<Address, number>();
  run.frames.forEach(({ step }, frame) => {
    if (step?.effect.do === 'free') freed.set(step.effect.of, frame);
  });
  for (const [key, { self, born }] of cells) {
    if (self === null) continue;
    const cell = run.frames[born]?.state[self] as { readonly home?: Address } | undefined;
    lives.set(key, { context: keys[cell?.home ?? -1], born, freed: freed.get(self) ?? end });
  }
  return lives;
}

/**
 * Objects of a kind and a context whose lives overlap in no run share one seat, as those that are refused one after
 * another do: the ghost leaves when the next appears.
 */
export function tenancyOf(runs: readonly Run[], vertices: readonly Vertex[]): Tenancy {
  const lives = runs.map(livesOf);
  const areApart = (a: Key, b: Key) =>
    lives.every((life) => {
      const [one, other] = [life.get(a), life.get(b)];
      if (!one || !other) return true;
      return one.context === other.context && (one.freed < other.born || other.freed < one.born);
    });
  const seats = new Map<string, Key[][]>();
  const tenancy = new Map<Key, Key>();
  for (const { key, kind } of vertices) {
    const alike = seats.get(kind) ?? [];
    seats.set(kind, alike);
    const isObject = lives.some((life) => life.has(key));
    const seat = alike.find((tenants) => isObject && tenants.every((other) => areApart(other, key)));
    if (seat) seat.push(key);
    else alike.push([key]);
    tenancy.set(key, seat?.[0] ?? key);
  }
  return tenancy;
}

/** Vertices and arcs as they are between seats instead of nodes. */
export function bySeat<V extends { readonly key: Key }>(
  vertices: readonly V[],
  arcs: readonly Arc[],
  seatOf: Tenancy,
): { readonly vertices: readonly V[]; readonly arcs: readonly Arc[] } {
  const between = new Map<string, Arc>();
  for (const arc of arcs) {
    const [from, to] = [seatOf.get(arc.from) ?? arc.from, seatOf.get(arc.to) ?? arc.to];
    const id = arcId(from, to, arc.role);
    between.set(id, { ...arc, id, from, to, loop: arc.loop || (between.get(id)?.loop ?? false) });
  }
  return { vertices: vertices.filter(({ key }) => seatOf.get(key) === key), arcs: [...between.values()] };
}
