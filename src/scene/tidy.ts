import { type Block, blocksOf } from './blocks.ts';
import type { Seat, Seats } from './faults.ts';
import { ROW_PITCH, rowY, SEAT } from './grid.ts';
import type { Key } from './keys.ts';
import type { NodeKind } from './kinds.ts';
import { type Link, orderRows } from './order.ts';
import { polish } from './polish.ts';
import { type Point, relax } from './relax.ts';
import { rowsByKind } from './rows.ts';
import { seat } from './spread.ts';
import type { Union } from './union.ts';

/** Blocks with up to so many nodes are polished; beyond it no eye would follow. */
const POLISHED = 30;

/** Width over height that a drawing aims at: that of the room which a page has for it. */
const ASPECT = 1.15;

/** A seat takes two steps of the grid. */
const WIDTH = 2;

/** From its leftmost to its rightmost node a block has room for four seats, and for two beside another block. */
const ROOM = 7;
const ROOM_BESIDE = 2;

type Places = ReadonlyMap<Key, Point>;

/** What pulls: all references but the xarray's, which every object has; of those only the ones a cycle can use. */
function linksOf({ arcs }: Block): readonly Link[] {
  return arcs
    .filter(({ role, loop }) => role !== 'xarray' || loop)
    .map(({ from, to, loop }) => ({ source: from, target: to, loop }));
}

/** The nodes of a block in the rows that it uses; a row that would be too wide becomes several. */
function stack(
  block: Block,
  rowOf: ReadonlyMap<NodeKind, number>,
  room: number,
): readonly (readonly Key[])[] {
  const rows: Key[][] = [[], []];
  for (const { key, kind } of block.vertices) {
    const row = rowOf.get(kind) ?? 2;
    while (rows.length <= row) rows.push([]);
    rows[row]?.push(key);
  }
  const square = Math.sqrt((block.vertices.length * ASPECT * ROW_PITCH) / (SEAT * WIDTH));
  const widest = Math.max(Math.floor(room / WIDTH) + 1, Math.round(square));
  const used = rows.filter((row, i) => i < 2 || row.length > 0);
  return orderRows(used, linksOf(block)).flatMap((row) => {
    const parts = Math.max(1, Math.ceil(row.length / widest));
    return Array.from({ length: parts }, (_, part) => row.filter((_, i) => i % parts === part));
  });
}

/** Rows as they are ordered, each node on the seat that is nearest to where it would like to be. */
function seatsFor(rows: readonly (readonly Key[])[], x: (key: Key) => number): Seats {
  const seats = new Map<Key, Seat>();
  for (const [row, keys] of rows.entries()) {
    const sorted = keys.toSorted((a, b) => x(a) - x(b));
    for (const [i, at] of seat(sorted.map(x), WIDTH).entries()) seats.set(sorted[i] ?? '', { row, at });
  }
  return seats;
}

function layOutBlock(block: Block, rowOf: ReadonlyMap<NodeKind, number>, room: number): Places {
  const rows = stack(block, rowOf, room);
  const links = linksOf(block);
  const ordered = new Map<Key, number>();
  for (const row of rows)
    for (const [i, key] of row.entries()) ordered.set(key, (i - (row.length - 1) / 2) * WIDTH);
  const pointOf = ([key, { row, at }]: readonly [Key, Seat]): [Key, Point] => [
    key,
    { x: at * SEAT, y: rowY(row) },
  ];
  const first = seatsFor(rows, (key) => ordered.get(key) ?? 0);
  const relaxed = relax(new Map([...first].map(pointOf)), links);
  const second = seatsFor(rows, (key) => (relaxed.get(key)?.x ?? 0) / SEAT);
  const best = block.vertices.length <= POLISHED ? polish([second, first], links, room) : second;
  return new Map([...best].map(pointOf));
}

interface Laid {
  readonly places: Places;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** Blocks side by side, a new shelf below where the next would be beyond this width. */
function shelve(boxes: readonly Laid[], shelf: number): Laid {
  const result = new Map<Key, Point>();
  let [x, y, widest, deepest] = [0, 0, 0, 0];
  for (const { places, left, width, height } of boxes) {
    if (x > 0 && x + width > shelf + 1) [x, y, deepest] = [0, y + deepest, 0];
    for (const [key, at] of places) result.set(key, { x: at.x - left + x, y: at.y + y });
    x += width;
    widest = Math.max(widest, x);
    deepest = Math.max(deepest, height);
  }
  return { places: result, left: 0, width: widest, height: y + deepest };
}

/** Blocks on the shelves on which the whole is seen largest. */
export function tidy(union: Union): Places {
  const rowOf = rowsByKind(union);
  const blocks = blocksOf(union);
  const boxes = blocks.map((block): Laid => {
    const places = layOutBlock(block, rowOf, blocks.length > 1 ? ROOM_BESIDE : ROOM);
    const all = [...places.values()];
    const left = Math.min(...all.map(({ x }) => x));
    const width = Math.max(...all.map(({ x }) => x)) - left + 3 * SEAT;
    return { places, left, width, height: Math.max(...all.map(({ y }) => y)) + ROW_PITCH * 1.5 };
  });
  let shelf = 0;
  let best: Laid | null = null;
  const size = ({ width, height }: Laid) => Math.max(width / ASPECT, height);
  for (const { width } of boxes) {
    shelf += width;
    const found = shelve(boxes, shelf);
    if (!best || size(found) < size(best)) best = found;
  }
  return best?.places ?? new Map();
}
