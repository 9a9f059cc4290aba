import type { Key } from '../keys.ts';
import type { Point } from '../layout/relax.ts';
import type { EdgePicture, Picture } from '../picture.ts';
import type { Box } from '../routes/ports.ts';
import type { Scene, SceneEdge } from '../scene.ts';
import { type Mark, markOf } from './mark.ts';
import { isShown } from './told.ts';

/** How the arrows are read: the holder holds, or the holder's destroy releases. */
export type Reading = 'holds' | 'releases';

/** A label with its place and size, in plain values as a node is. */
export interface Plate {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly text: string;
  /** Second line. */
  readonly note: string;
  /** Place along a cycle. */
  readonly number: number | null;
  readonly status: string;
  readonly pinned: boolean;
}

/** What is selected, what is pointed at, and how the drawing is read. */
export interface Focus {
  readonly selected: Key | null;
  readonly hovered: string | null;
  readonly reading: Reading;
}

const CHAR = 6.35;
const NOTE_CHAR = 5.8;
const LINE = 13;
const BADGE = 18;
/** With more cycles and left out references than this their names would be all there is to see. */
const CROWD = 14;

function noteOf({ put }: SceneEdge, { notTaken, change }: EdgePicture, reading: Reading): string {
  if (notTaken) return notTaken;
  if (change === 'put') return 'put';
  return reading === 'releases' ? putterOf(put) : '';
}

/** The function that puts a reference, or the first of several; the ledger names all. */
export function putterOf(put: string): string {
  const [first = '', ...others] = put.split(/, | or /);
  return others.length > 0 ? `${first} …` : first;
}

/** A plate of the size that its text takes, for a reference that is held. */
export function plateAt(id: string, at: Point, text: string, number: number | null, note = ''): Plate {
  const badge = number === null ? 0 : BADGE;
  const width = Math.max(text.length * CHAR, note.length * NOTE_CHAR) + 8 + badge;
  const height = note ? 2 * LINE + 4 : LINE + 5;
  return { id, ...at, width, height, text, note, number, status: 'held', pinned: false };
}

function plateOf(edge: SceneEdge, shown: EdgePicture, reading: Reading): Plate {
  const { cycle, status, pinned } = shown;
  return { ...plateAt(edge.id, edge.label, edge.role, cycle, noteOf(edge, shown, reading)), status, pinned };
}

/** How much it matters that an edge is named: 0 not at all. */
function weight(
  edge: SceneEdge,
  shown: EdgePicture,
  { selected, hovered }: Focus,
  isCrowded: boolean,
): number {
  if (hovered === edge.id) return 4;
  const isTap = edge.shape === 'tap';
  const isTold = shown.cycle !== null || shown.status === 'uncounted';
  if (isTold && !isCrowded) return 3;
  // The reference of a descriptor is too short a line to write on, and nothing else comes from there.
  if (shown.change !== null && !isTap && edge.role !== 'fd') return 2;
  return !isTap && (selected === edge.from || selected === edge.to) ? 1 : 0;
}

const overlap = (a: Plate, b: Plate) =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;

/** In px, up to 121 across and 44 up or down. */
const NUDGE = 11;
const INSET = 3;

const cost = ([dx, dy]: readonly [number, number]) => Math.abs(dx) + 2 * Math.abs(dy);

/** Ways to step aside, the shortest first; up and down costs more, since a name belongs to its line. */
const ASIDE: readonly (readonly [number, number])[] = Array.from({ length: 9 }, (_, row) => row - 4)
  .flatMap((row) => Array.from({ length: 23 }, (_, column) => [(column - 11) * NUDGE, row * NUDGE] as const))
  .sort((a, b) => cost(a) - cost(b));

/** The plate where it covers no node and no other plate and is not cut at the edge of the drawing: as near as that is to its line. */
export function aside(
  plate: Plate,
  { nodes, bounds }: { readonly nodes: readonly Box[]; readonly bounds: Scene['bounds'] },
  placed: readonly Plate[],
): Plate {
  const [w, h] = [plate.width / 2, plate.height / 2];
  const within = (at: number, low: number, size: number, half: number) =>
    Math.max(Math.min(at, low + size - half), low + half);
  for (const [dx, dy] of ASIDE) {
    const x = within(plate.x + dx, bounds.x, bounds.width, w);
    const y = within(plate.y + dy, bounds.y, bounds.height, h);
    const covers = nodes.some(
      (node) =>
        Math.abs(node.x - x) < node.width / 2 + w - INSET &&
        Math.abs(node.y - y) < node.height / 2 + h - INSET,
    );
    const moved = { ...plate, x, y };
    if (!covers && !placed.some((other) => overlap(moved, other))) return moved;
  }
  return plate;
}

/** Names for the references that matter now; of two in the same place the one that matters more. */
export function platesOf(scene: Scene, picture: Picture, focus: Focus): readonly Plate[] {
  const isCrowded =
    picture.edges.filter(({ cycle, status }) => cycle !== null || status === 'uncounted').length > CROWD;
  const wanted = scene.edges.flatMap((edge, i) => {
    const shown = picture.edges[i];
    const matters = isShown(shown) ? weight(edge, shown, focus, isCrowded) : 0;
    return shown && matters > 0 ? [{ plate: plateOf(edge, shown, focus.reading), matters }] : [];
  });
  const placed: Plate[] = [];
  for (const { plate } of wanted.sort((a, b) => b.matters - a.matters)) {
    const moved = aside(plate, scene, placed);
    if (!placed.some((other) => overlap(moved, other))) placed.push(moved);
  }
  return placed;
}

/** What an edge is, on a plate that interrupts its line. */
export function plateMark({ x, y, width, height, text, note, number, status, pinned }: Plate): Mark {
  const badge = number === null ? 0 : BADGE;
  const middle = badge ? badge - width / 2 + 3 : 0;
  const textAnchor = badge ? 'start' : 'middle';
  return markOf(
    'g',
    {
      className: 'edge-label',
      transform: `translate(${x},${y})`,
      'data-status': status,
      'data-pinned': pinned || undefined,
      'data-cycle': number !== null || undefined,
    },
    markOf('rect', { className: 'plate', x: -width / 2, y: -height / 2, width, height, rx: 5 }),
    number === null
      ? null
      : markOf(
          'g',
          { className: 'badge', transform: `translate(${-width / 2 + 10},0)` },
          markOf('circle', { r: 8 }),
          markOf('text', { className: 'number', y: 3.8, textAnchor: 'middle' }, String(number)),
        ),
    markOf('text', { x: middle, y: note ? -2.5 : 3.8, textAnchor }, text),
    note ? markOf('text', { className: 'note', x: middle, y: LINE - 2.5, textAnchor }, note) : null,
  );
}
