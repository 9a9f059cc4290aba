import type { Point } from '../layout/relax.ts';

/** How an arc is drawn. */
export interface Route {
  /** SVG path data of the line, which ends where the head begins. */
  readonly path: string;
  /** SVG path data of the arrow head. */
  readonly head: string;
  /** Where a label goes: the middle of the line. */
  readonly label: Point;
  /** A line from node to node, or a tap from the rail of the xarray. */
  readonly shape: 'line' | 'tap';
}
