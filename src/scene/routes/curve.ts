import type { Point } from '../layout/relax.ts';

/** A cubic Bézier. */
export interface Curve {
  readonly from: Point;
  readonly leave: Point;
  readonly enter: Point;
  readonly to: Point;
}

export function pointAt({ from, leave, enter, to }: Curve, t: number): Point {
  const u = 1 - t;
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return {
    x: a * from.x + b * leave.x + c * enter.x + d * to.x,
    y: a * from.y + b * leave.y + c * enter.y + d * to.y,
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
const at = ({ x, y }: Point) => `${round(x)},${round(y)}`;

export function pathOf({ from, leave, enter, to }: Curve): string {
  return `M${at(from)}C${at(leave)},${at(enter)},${at(to)}`;
}

const HEAD_LENGTH = 7;
const HEAD_WIDTH = 3.5;

/** The triangle whose tip is at a point, for a line that arrives from `back`. */
export function headAt(tip: Point, back: Point): string {
  const length = Math.hypot(tip.x - back.x, tip.y - back.y) || 1;
  const [dx, dy] = [(tip.x - back.x) / length, (tip.y - back.y) / length];
  const base = { x: tip.x - dx * HEAD_LENGTH, y: tip.y - dy * HEAD_LENGTH };
  const one = { x: base.x - dy * HEAD_WIDTH, y: base.y + dx * HEAD_WIDTH };
  const other = { x: base.x + dy * HEAD_WIDTH, y: base.y - dx * HEAD_WIDTH };
  return `M${at(tip)}L${at(one)}L${at(other)}Z`;
}
