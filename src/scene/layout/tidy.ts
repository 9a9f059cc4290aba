import type { Key } from '../keys.ts';
import type { NodeKind } from '../kinds.ts';
import type { Union } from '../union.ts';
import { type Block, blocksOf } from './blocks.ts';
import type { Seat, Seats } from './faults.ts';
import { ROW_PITCH, rowY, SEAT } from './grid.ts';
import { type Link, orderRows } from './order.ts';
import { polish } from './polish.ts';
import { type Point, relax } from './relax.ts';
import { rowsByKind } from './rows.ts';
import { seat } from './spread.ts';

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

/** Where the nodes of a block are, in their order. */
function layOutBlock(block: Block, rowOf: ReadonlyMap<NodeKind, number>, room: number): readonly Point[] {
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
  const places = new Map([...best].map(pointOf));
  return block.vertices.map(({ key }) => places.get(key) ?? { x: 0, y: 0 });
}

/** What a block looks like, whatever its nodes are called: blocks of one shape are laid out alike. */
function shapeOf({ vertices, arcs }: Block): string {
  const at = new Map(vertices.map(({ key }, i) => [key, i]));
  const lines = arcs.map(({ from, to, role, loop }) => `${at.get(from)} ${at.get(to)} ${role} ${loop}`);
  return [vertices.map(({ kind }) => kind).join(), ...lines].join('\n');
}

interface Laid {
  readonly block: Block;
  /** Of its nodes, in their order. */
  readonly places: readonly Point[];
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

interface Shelved {
  /** The left top of each box. */
  readonly corners: readonly Point[];
  readonly width: number;
  readonly height: number;
}

/** Blocks side by side, a new shelf below where the next would be beyond this width. */
function shelve(boxes: readonly Laid[], shelf: number): Shelved {
  let [x, y, widest, deepest] = [0, 0, 0, 0];
  const corners = boxes.map(({ width, height }) => {
    if (x > 0 && x + width > shelf + 1) [x, y, deepest] = [0, y + deepest, 0];
    const corner = { x, y };
    x += width;
    widest = Math.max(widest, x);
    deepest = Math.max(deepest, height);
    return corner;
  });
  return { corners, width: widest, height: y + deepest };
}

/** Blocks on the shelves on which the whole is seen largest. */
export function tidy(union: Union): Places {
  const rowOf = rowsByKind(union);
  const blocks = blocksOf(union);
  const known = new Map<string, readonly Point[]>();
  const boxes = blocks.map((block): Laid => {
    const shape = shapeOf(block);
    const all = known.get(shape) ?? layOutBlock(block, rowOf, blocks.length > 1 ? ROOM_BESIDE : ROOM);
    known.set(shape, all);
    const left = Math.min(...all.map(({ x }) => x));
    const width = Math.max(...all.map(({ x }) => x)) - left + 3 * SEAT;
    return { block, places: all, left, width, height: Math.max(...all.map(({ y }) => y)) + ROW_PITCH * 1.5 };
  });
  let shelf = 0;
  let best: Shelved | null = null;
  const size = ({ width, height }: Shelved) => Math.max(width / ASPECT, height);
  for (const { width } of boxes) {
    shelf += width;
    const found = shelve(boxes, shelf);
    if (!best || size(found) < size(best)) best = found;
  }
  return new Map(
    boxes.flatMap(({ block: { vertices }, places, left }, i) => {
      const { x: across = 0, y: down = 0 } = best?.corners[i] ?? {};
      return vertices.map(({ key }, n): [Key, Point] => {
        const { x, y } = places[n] as Point;
        return [key, { x: x - left + across, y: y + down }];
      });
    }),
  );
}
