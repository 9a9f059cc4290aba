import { path } from 'd3';
import type { Point } from './relax.ts';

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

export function pathOf({ from, leave, enter, to }: Curve): string {
  const line = path();
  line.moveTo(round(from.x), round(from.y));
  line.bezierCurveTo(
    round(leave.x),
    round(leave.y),
    round(enter.x),
    round(enter.y),
    round(to.x),
    round(to.y),
  );
  return line.toString();
}

const HEAD_LENGTH = 7;
const HEAD_WIDTH = 3.5;

/** The triangle whose tip is at a point, for a line that arrives from `back`. */
export function headAt(tip: Point, back: Point): string {
  const length = Math.hypot(tip.x - back.x, tip.y - back.y) || 1;
  const [dx, dy] = [(tip.x - back.x) / length, (tip.y - back.y) / length];
  const [baseX, baseY] = [tip.x - dx * HEAD_LENGTH, tip.y - dy * HEAD_LENGTH];
  const line = path();
  line.moveTo(round(tip.x), round(tip.y));
  line.lineTo(round(baseX - dy * HEAD_WIDTH), round(baseY + dx * HEAD_WIDTH));
  line.lineTo(round(baseX + dy * HEAD_WIDTH), round(baseY - dx * HEAD_WIDTH));
  line.closePath();
  return line.toString();
}
