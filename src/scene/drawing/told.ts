import { roleOf } from '../../iommufd/index.ts';
import { type Row, takenIn } from '../../trace/index.ts';
import type { Key } from '../keys.ts';
import type { EdgePicture, Picture } from '../picture.ts';
import type { Scene } from '../scene.ts';
import type { DrawnNode } from './nodes.ts';
import { namer } from './words.ts';

/** One reference in words. What does not apply is empty. */
export interface Reference {
  /** Who holds whom. */
  readonly says: string;
  /** The pointer or the role that stands for it. */
  readonly field: string;
  /** The function that took it, and at which step. */
  readonly taken: string;
  /** The functions that put it. */
  readonly put: string;
}

/** Something of the drawing that can say what it is. */
export type Thing =
  | { readonly is: 'edge'; readonly id: string }
  /** The references on a node, or the one that its n-th dot stands for. */
  | { readonly is: 'node'; readonly key: Key; readonly nth?: number };

/** A count that its rows do not add up to has a hollow dot. */
const UNEXPLAINED: Reference = { says: 'A count that no reference explains', field: '', taken: '', put: '' };

const sinceOf = (row: Row, taken: string) => `${takenIn(row) ?? taken}, step ${row.since}`;

/** The xarray is named in the sentence: it is not a pointer of its own. */
const fieldOf = (role: string) => (role === 'xarray' ? '' : role);

const heldBy = (from: string, to: string, role: string) =>
  role === 'xarray' ? `${from} holds ${to} in its xarray` : `${from} holds ${to}`;

/** It is held, left out, or was given back in this step. */
export function isShown(edge: EdgePicture | undefined): edge is EdgePicture {
  return edge !== undefined && (edge.status !== 'none' || edge.change !== null);
}

/** Says of each reference that is drawn what it is; by its place among the edges of the scene. */
export function edgeTeller(scene: Scene, picture: Picture): (at: number) => Reference | null {
  const name = namer(scene, picture.nodes);
  return (at) => {
    const edge = scene.edges[at];
    const shown = picture.edges[at];
    if (!edge || !shown) return null;
    const [from, to, { role, taken, put }] = [name(edge.from), name(edge.to), edge];
    const field = fieldOf(role);
    const { status, notTaken, row, pinned, cycle } = shown;
    if (status === 'uncounted')
      return { says: `The reference of ${from} on ${to} is ${notTaken}`, field, taken: '', put: '' };
    if (status === 'none') return { says: `${from} has put its reference on ${to}`, field, taken: '', put };
    const where = pinned ? ', on a cycle that nothing can reach' : cycle === null ? '' : ', on a cycle';
    const since = row ? sinceOf(row, taken) : taken;
    return { says: `${heldBy(from, to, role)}${where}`, field, taken: since, put };
  };
}

function pipsTold(scene: Scene, picture: Picture, key: Key): readonly Reference[] {
  const name = namer(scene, picture.nodes);
  const shown = picture.nodes[scene.nodes.findIndex((node) => node.key === key)];
  return (shown?.pips ?? []).map(({ row, holder }) => {
    if (!row) return UNEXPLAINED;
    const { role } = row.ref;
    const { taken, put, says } = roleOf(role);
    const who = holder && holder !== key ? heldBy(name(holder), name(key), role) : `On ${name(key)}: ${says}`;
    return { says: who, field: fieldOf(role), taken: sinceOf(row, taken), put };
  });
}

/** The references that something of the drawing stands for. */
export function referencesOf(scene: Scene, picture: Picture, thing: Thing): readonly Reference[] {
  if (thing.is === 'node') {
    const all = pipsTold(scene, picture, thing.key);
    return thing.nth === undefined ? all : all.slice(thing.nth, thing.nth + 1);
  }
  const at = scene.edges.findIndex(({ id }) => id === thing.id);
  const told = isShown(picture.edges[at]) ? edgeTeller(scene, picture)(at) : null;
  return told ? [told] : [];
}

/** A reference in one line. */
export function referenceLine({ says, field, taken, put }: Reference): string {
  const parts = [field && ` (${field})`, taken && `; taken in ${taken}`, put && `; put by ${put}`];
  return `${says}${parts.join('')}`;
}

/** A node in one line: its kind and ID, what the scenario calls it, its state and its counts. */
export function nodeLine({ name, id, label, tag, counts, wait }: DrawnNode): string {
  return [`${name} ${id}`.trim(), label, tag || 'alive', counts, wait].filter(Boolean).join(', ');
}
