import { OWNING_ROLES } from '../iommufd/index.ts';
import type { Row, Run } from '../trace/index.ts';
import { bindingOf, endsOf, type Vertex } from './binding.ts';
import type { Key } from './keys.ts';
import { NODE_KINDS } from './kinds.ts';
import { componentsOf } from './strong.ts';

/** A reference that is held, or left out, at some time in some run. */
export interface Arc {
  readonly id: string;
  /** The holder. */
  readonly from: Key;
  readonly to: Key;
  readonly role: string;
  /** Lies on a cycle, if every reference were held at once and none left out. */
  readonly loop: boolean;
}

/** Everything that ever exists, in any of the runs. */
export interface Union {
  readonly vertices: readonly Vertex[];
  readonly arcs: readonly Arc[];
}

export function arcId(from: Key, to: Key, role: string): string {
  return `${from} > ${to} : ${role}`;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function byBirth(a: Vertex, b: Vertex): number {
  return a.op - b.op || NODE_KINDS.indexOf(a.kind) - NODE_KINDS.indexOf(b.kind) || byText(a.key, b.key);
}

/** Every reference of a run as it starts: taken, handed over, or left out. */
function rowsOf(run: Run): readonly Row[] {
  return run.frames.flatMap(({ step }, since): Row[] => {
    if (!step) return [];
    const { effect, stack } = step;
    switch (effect.do) {
      case 'alloc':
        return effect.refs.map((one) => ({ of: effect.of, ...one, stack, since }));
      case 'count':
        return effect.ref && effect.to > effect.from ? [{ ...effect, ref: effect.ref, stack, since }] : [];
      case 'handover':
        return [{ ...effect, ref: effect.to, stack, since }];
      case 'uncounted':
        return effect.op === 'get' ? [{ ...effect, stack, since }] : [];
      default:
        return [];
    }
  });
}

/** Node by node and reference by reference, what several runs of one scenario have between them. */
export function unionOf(runs: readonly Run[]): Union {
  const vertices = new Map<Key, Vertex>();
  const arcs = new Map<string, Omit<Arc, 'loop'>>();
  for (const run of runs) {
    const binding = bindingOf(run);
    for (const vertex of binding.vertices) if (!vertices.has(vertex.key)) vertices.set(vertex.key, vertex);
    for (const row of rowsOf(run)) {
      const ends = endsOf(row, binding);
      if (!ends) continue;
      const id = arcId(ends.from, ends.to, row.ref.role);
      if (!arcs.has(id)) arcs.set(id, { id, ...ends, role: row.ref.role });
    }
  }
  const sorted = [...arcs.values()].sort((a, b) => byText(a.id, b.id));
  return { vertices: [...vertices.values()].sort(byBirth), arcs: markLoops(sorted) };
}

// As in trace's holds(): the xarray's reference on an object that has an owner keeps nothing alive by itself.
function markLoops(arcs: readonly Omit<Arc, 'loop'>[]): readonly Arc[] {
  const owned = new Set(arcs.filter(({ role }) => OWNING_ROLES.has(role)).map(({ to }) => to));
  const keeps = arcs.filter(({ role, to }) => role !== 'xarray' || !owned.has(to));
  const kept = new Set(keeps);
  const component = componentsOf(keeps);
  return arcs.map((arc) => ({
    ...arc,
    loop: kept.has(arc) && component.get(arc.from) === component.get(arc.to),
  }));
}
