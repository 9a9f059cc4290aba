import type { Look, Room } from './framing.ts';

/** How a drawing is moved onto its window: scaled by `k`, then shifted by `x` and `y`, in pixels. */
export interface Transform {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** The least and the greatest scale. */
export const EXTENT: [number, number] = [0.12, 4];

/** The transform that shows a look in a room. */
export function transformOf({ width, height }: Room, { k, x, y }: Look): Transform {
  return { k, x: width / 2 - k * x, y: height / 2 - k * y };
}

/** The look that a transform shows in a room. */
export function lookOf({ width, height }: Room, { k, x, y }: Transform): Look {
  return { k, x: (width / 2 - x) / k, y: (height / 2 - y) / k };
}
