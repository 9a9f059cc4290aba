import type { Key } from '../keys.ts';
import type { Size } from '../kinds.ts';
import type { Point } from '../layout/relax.ts';
import { type Curve, pointAt } from './curve.ts';
import type { Box } from './ports.ts';

/** What stands in the way of an edge, or of a label. */
export interface Obstacles {
  /** How many samples of a curve lie in or near a node that it does not join. */
  hits(curve: Curve, ends: { readonly from: Key; readonly to: Key }): number;
  /** How many nodes a box of this size would cover. */
  covers(at: Point, size: Size): number;
}

const CELL = 96;
const SAMPLES = 14;
const MARGIN = 7;

/** Nodes by the cells of a grid they cover, so that a curve is tested against those near it only. */
export function obstaclesOf(boxes: ReadonlyMap<Key, Box>): Obstacles {
  const cells = new Map<string, (Box & { readonly key: Key })[]>();
  const cell = (value: number) => Math.floor(value / CELL);
  for (const [key, box] of boxes) {
    const [w, h] = [box.width / 2 + MARGIN, box.height / 2 + MARGIN];
    for (let x = cell(box.x - w); x <= cell(box.x + w); x++)
      for (let y = cell(box.y - h); y <= cell(box.y + h); y++) {
        const list = cells.get(`${x} ${y}`);
        if (list) list.push({ ...box, key });
        else cells.set(`${x} ${y}`, [{ ...box, key }]);
      }
  }
  const isInside = ({ x, y }: Point, box: Box) =>
    Math.abs(x - box.x) < box.width / 2 + MARGIN && Math.abs(y - box.y) < box.height / 2 + MARGIN;
  return {
    hits(curve, { from, to }) {
      let hits = 0;
      for (let i = 1; i < SAMPLES; i++) {
        const point = pointAt(curve, i / SAMPLES);
        for (const box of cells.get(`${cell(point.x)} ${cell(point.y)}`) ?? [])
          if (box.key !== from && box.key !== to && isInside(point, box)) hits++;
      }
      return hits;
    },
    covers({ x, y }, { width, height }) {
      const found = new Set<Key>();
      for (let i = cell(x - width / 2); i <= cell(x + width / 2); i++)
        for (let j = cell(y - height / 2); j <= cell(y + height / 2); j++)
          for (const box of cells.get(`${i} ${j}`) ?? [])
            if (
              Math.abs(x - box.x) < (width + box.width) / 2 &&
              Math.abs(y - box.y) < (height + box.height) / 2
            )
              found.add(box.key);
      return found.size;
    },
  };
}
