export interface Thing {
  readonly key: string;
  readonly kind: string;
}

/** Which things hold which: each that holds or is held has its kind. */
export interface Relation {
  readonly kinds: ReadonlyMap<string, string>;
  /** What each thing holds, without itself. */
  readonly links: ReadonlyMap<string, ReadonlySet<string>>;
}

export function relationOf(ends: readonly (readonly [holder: Thing, held: Thing])[]): Relation {
  const kinds = new Map<string, string>();
  const links = new Map<string, Set<string>>();
  for (const [holder, held] of ends) {
    if (holder.key === held.key) continue;
    kinds.set(holder.key, holder.kind).set(held.key, held.kind);
    links.set(holder.key, (links.get(holder.key) ?? new Set()).add(held.key));
  }
  return { kinds, links };
}

/** By kind and number of references, each thing; what differs here is not the same, without a search. */
function shapesOf({ kinds, links }: Relation): ReadonlyMap<string, string> {
  const held = new Map<string, number>();
  for (const all of links.values()) for (const key of all) held.set(key, (held.get(key) ?? 0) + 1);
  return new Map(
    [...kinds].map(([key, kind]) => [key, `${kind} ${links.get(key)?.size ?? 0} ${held.get(key) ?? 0}`]),
  );
}

/** Whether two relations are the same but for the names of their things. */
export function isSame(a: Relation, b: Relation): boolean {
  const [shapes, others] = [shapesOf(a), shapesOf(b)];
  const sorted = (all: ReadonlyMap<string, string>) => [...all.values()].sort().join('\n');
  if (sorted(shapes) !== sorted(others)) return false;
  const keys = [...shapes.keys()];
  const isLinked = ({ links }: Relation, from: string, to: string) => links.get(from)?.has(to) === true;
  const named = new Map<string, string>();
  const fits = (key: string, as: string) =>
    [...named].every(
      ([one, other]) =>
        isLinked(a, key, one) === isLinked(b, as, other) && isLinked(a, one, key) === isLinked(b, other, as),
    );
  const nameFrom = (i: number): boolean => {
    const key = keys[i];
    if (key === undefined) return true;
    for (const [as, shape] of others) {
      if (shape !== shapes.get(key) || [...named.values()].includes(as) || !fits(key, as)) continue;
      named.set(key, as);
      if (nameFrom(i + 1)) return true;
      named.delete(key);
    }
    return false;
  };
  return nameFrom(0);
}
