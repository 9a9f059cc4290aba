import { roleOf } from '../iommufd/index.ts';
import { drained, type Run } from '../trace/index.ts';
import type { Vertex } from './binding.ts';
import type { Key } from './keys.ts';
import { sizeOf } from './kinds.ts';
import { layOut, type Places, type Plan, rearrange, seatFresh } from './layout/layout.ts';
import { bySeat, tenancyOf } from './layout/seats.ts';
import type { Box } from './routes/ports.ts';
import type { Route } from './routes/route.ts';
import { routing } from './routes/routes.ts';
import { LOW } from './routes/tap.ts';
import { type Arc, arcId, type Union, unionOf } from './union.ts';

/** A node with its place: the centre of a box. */
export interface SceneNode extends Vertex, Box {}

/** An edge with its route. */
export interface SceneEdge extends Arc, Route {
  /** Kernel functions that take and put this reference. */
  readonly taken: string;
  readonly put: string;
}

/** The drawing that all frames of all its runs share: a step changes what is shown, never where. */
export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  /** Where the rail of each context's xarray leaves it. */
  readonly rails: readonly { readonly key: Key; readonly x: number; readonly y: number }[];
  /** What all nodes take up, with a margin. */
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

const MARGIN = 16;
/** The rail of the xarray runs left of everything, and its name is written on it. */
const RAIL = 34;

/** Puts a union in its places and routes its arcs, part by part. */
function* placing(union: Union, places: Places): Generator<undefined, Scene> {
  const nodes = union.vertices.map((vertex): SceneNode => {
    const at = places.get(vertex.key) ?? { x: 0, y: 0 };
    return { ...vertex, ...at, ...sizeOf(vertex.kind) };
  });
  // Who shares a seat is in nobody's way there, and has its lines where the others have them.
  const firsts = new Map<string, Key>();
  const seatOf = new Map<Key, Key>();
  for (const { key, x, y } of nodes) {
    const first = firsts.get(`${x} ${y}`) ?? key;
    firsts.set(`${x} ${y}`, first);
    seatOf.set(key, first);
  }
  const seats = bySeat(nodes, union.arcs, seatOf);
  const routes = yield* routing(seats.arcs, new Map(seats.vertices.map((node) => [node.key, node])));
  const edges = union.arcs.flatMap((arc): SceneEdge[] => {
    const found = routes.get(arcId(seatOf.get(arc.from) ?? '', seatOf.get(arc.to) ?? '', arc.role));
    const { taken, put } = roleOf(arc.role);
    return found ? [{ ...arc, ...found, taken, put }] : [];
  });
  const rails = nodes
    .filter(({ key }) => edges.some(({ from, shape }) => from === key && shape === 'tap'))
    .map(({ key, x, y, width }) => ({ key, x: x - width / 2, y: y + LOW }));
  return { nodes, edges, rails, bounds: boundsOf(nodes) };
}

/** What nodes take up, with a margin and the rail beside them. */
export function boundsOf(nodes: readonly SceneNode[]): Scene['bounds'] {
  if (nodes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const left = Math.min(...nodes.map(({ x, width }) => x - width / 2)) - MARGIN - RAIL;
  const right = Math.max(...nodes.map(({ x, width }) => x + width / 2)) + MARGIN;
  const top = Math.min(...nodes.map(({ y, height }) => y - height / 2)) - MARGIN;
  const bottom = Math.max(...nodes.map(({ y, height }) => y + height / 2)) + MARGIN;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Where the nodes of a scene are, for the next one to leave them there. */
export function placesOf(scene: Scene): Places {
  return new Map(scene.nodes.map(({ key, x, y }) => [key, { x, y }]));
}

/**
 * One drawing for several runs: of one scenario in the designs that are compared. Of what is known, `stay` leaves it in
 * its place; otherwise all is laid out afresh, with known nodes moved least.
 */
export function sceneOf(runs: readonly Run[], known: Places = new Map(), stay = true): Scene {
  const planned = drained(planning(runs));
  const { plan } = planned;
  const places = stay ? layOut(plan, known) : rearrange(plan, known);
  return places === plan.fresh ? drained(placingFresh(planned)) : drained(placing(plan.union, places));
}

/** What scenes of some runs are made from, and the one that is laid out afresh, once it was wanted. */
interface Planned {
  readonly runs: readonly Run[];
  readonly plan: Plan;
  fresh?: Scene;
}

/** By the first of the runs that were last planned with it. */
const plans = new WeakMap<Run, Planned>();

/** Makes the scene of some runs that is laid out afresh, part by part; `sceneOf` then has it at once. */
export function* planScene(runs: readonly Run[]): Generator<undefined, Scene> {
  return yield* placingFresh(yield* planning(runs));
}

function* placingFresh(planned: Planned): Generator<undefined, Scene> {
  planned.fresh ??= yield* placing(planned.plan.union, planned.plan.fresh);
  return planned.fresh;
}

function* planning(runs: readonly Run[]): Generator<undefined, Planned> {
  const [first] = runs;
  const known = first && plans.get(first);
  if (known?.runs.length === runs.length && known.runs.every((run, i) => run === runs[i])) return known;
  const union = unionOf(runs);
  yield;
  const tenancy = tenancyOf(runs, union.vertices);
  yield;
  const plan = { union, tenancy, fresh: seatFresh(union, tenancy) };
  const planned = { runs, plan };
  if (first) plans.set(first, planned);
  return planned;
}

/** The same scene with one node elsewhere. */
export function moveNode(scene: Scene, key: Key, to: { readonly x: number; readonly y: number }): Scene {
  const places = new Map([...placesOf(scene), [key, to] as const]);
  return drained(placing({ vertices: scene.nodes, arcs: scene.edges }, places));
}
