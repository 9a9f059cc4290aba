import type { Space } from '../../store/index.ts';

/** Where each state stands, in units of which the widest layer is WIDTH. */
export interface Layout {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly height: number;
}

export const WIDTH = 1400;
const LAYER_HEIGHT = 70;

/** Layers from top to bottom; in a layer each state near the middle of those that lead to it. */
export function layoutOf({ layers, edges }: Space): Layout {
  const count = layers.length;
  const rows: number[][] = [];
  for (let state = 0; state < count; state++) {
    const layer = layers[state] as number;
    const row = rows[layer] ?? [];
    rows[layer] = row;
    row.push(state);
  }
  const sums = new Float64Array(count);
  const parents = new Int32Array(count);
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  const out = new Map<number, number[]>();
  for (let i = 0; i < edges.length; i += 2) {
    const from = edges[i] as number;
    const targets = out.get(from) ?? [];
    out.set(from, targets);
    targets.push(edges[i + 1] as number);
  }
  const widest = Math.max(...rows.map((row) => row.length));
  for (const [layer, row] of rows.entries()) {
    const middle = (state: number) =>
      parents[state] ? (sums[state] as number) / (parents[state] as number) : WIDTH / 2;
    row.sort((a, b) => middle(a) - middle(b) || a - b);
    // A layer of few states is not spread over the whole width, nor crowded in its middle.
    const width = WIDTH * Math.sqrt((row.length - 1) / Math.max(widest - 1, 1));
    for (const [i, state] of row.entries()) {
      x[state] = WIDTH / 2 + width * (row.length > 1 ? i / (row.length - 1) - 0.5 : 0);
      y[state] = layer * LAYER_HEIGHT;
      for (const to of out.get(state) ?? []) {
        sums[to] = (sums[to] as number) + (x[state] as number);
        parents[to] = (parents[to] as number) + 1;
      }
    }
  }
  return { x, y, height: (rows.length - 1) * LAYER_HEIGHT };
}

/** The state nearest to a point, within a distance; -1 for none. */
export function nearest({ x, y }: Layout, atX: number, atY: number, within: number): number {
  let best = -1;
  let closest = within * within;
  for (let state = 0; state < x.length; state++) {
    const dx = (x[state] as number) - atX;
    const dy = (y[state] as number) - atY;
    const distance = dx * dx + dy * dy;
    if (distance <= closest) {
      best = state;
      closest = distance;
    }
  }
  return best;
}
