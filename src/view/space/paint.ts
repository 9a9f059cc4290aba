import { FATES, type Fate, formatOp, type Op, type Space } from '../../store/index.ts';
import type { Layout } from './layout.ts';

/** How the drawing is moved: x and y in pixels, k is the zoom. */
export interface Transform {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

/** The theme's colours by what they stand for. */
function colours(canvas: HTMLCanvasElement): Record<Fate | 'edge' | 'path' | 'text' | 'paper', string> {
  const style = getComputedStyle(canvas);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    open: of('--hold'),
    doomed: of('--release'),
    FREED: of('--ok'),
    LEAK: of('--leak'),
    LEFT: of('--leak'),
    ALIVE: of('--warn'),
    edge: of('--ghost'),
    path: of('--leak'),
    text: of('--muted'),
    paper: of('--bg'),
  };
}

/** States of which each can no longer be a mark that one sees by itself. */
const MANY = 500;

/** States of which each way can have its arrowhead and the call that it is. */
const FEW = 40;

/** Draws all states and ways. What is out of sight is left out. */
export function paint(canvas: HTMLCanvasElement, space: Space, layout: Layout, { x, y, k }: Transform): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height } = canvas;
  const ratio = devicePixelRatio;
  const colour = colours(canvas);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  const px = (state: number) => ((layout.x[state] as number) * k + x) * ratio;
  const py = (state: number) => ((layout.y[state] as number) * k + y) * ratio;
  const isSeen = (state: number) =>
    px(state) > -20 && px(state) < width + 20 && py(state) > -20 && py(state) < height + 20;

  const { edges, fates, path } = space;
  const isFew = fates.length <= FEW;
  context.lineWidth = ratio;
  context.strokeStyle = colour.edge;
  // Many lines are shade, few are lines.
  context.globalAlpha = Math.max(0.04, Math.min(0.6, (400 * k) / (edges.length / 2 + 1)));
  context.beginPath();
  for (let i = 0; i < edges.length; i += 2) {
    const from = edges[i] as number;
    const to = edges[i + 1] as number;
    if (!isSeen(from) && !isSeen(to)) continue;
    context.moveTo(px(from), py(from));
    if (isFew) context.quadraticCurveTo(...bendOf([px(from), py(from)], [px(to), py(to)]), px(to), py(to));
    else context.lineTo(px(to), py(to));
  }
  context.stroke();
  context.globalAlpha = 1;

  const size = Math.max(fates.length > MANY ? 1.5 : isFew ? 7 : 3.5, Math.min(7, 4 * k)) * ratio;
  for (const [number, fate] of FATES.entries()) {
    context.fillStyle = colour[fate];
    context.beginPath();
    for (let state = 0; state < fates.length; state++)
      if (fates[state] === number && isSeen(state)) mark(context, fate, px(state), py(state), size);
    context.fill();
  }

  context.strokeStyle = colour.path;
  context.lineWidth = 3 * ratio;
  context.beginPath();
  for (const [i, state] of path.entries()) {
    if (i === 0) context.moveTo(px(state), py(state));
    else context.lineTo(px(state), py(state));
  }
  context.stroke();

  if (!isFew) return;
  const ways = Array.from(space.through, (call, i): Way => {
    const [from, to] = [edges[2 * i] as number, edges[2 * i + 1] as number];
    const [a, b] = [
      [px(from), py(from)],
      [px(to), py(to)],
    ] as const;
    return { from: a, bend: bendOf(a, b), to: b, call: space.actions[call] as Op };
  });
  context.fillStyle = colour.edge;
  for (const way of ways) head(context, way, size);
  const taken = Array.from(fates, (_, state): Box => boxAt([px(state), py(state)], 2.6 * size, 2.6 * size));
  for (const way of ways) name(context, way, ratio, colour, taken);
}

type Point = readonly [x: number, y: number];

/** A call that leads from a state to another, by the pixels of the canvas. */
interface Way {
  readonly from: Point;
  readonly bend: Point;
  readonly to: Point;
  readonly call: Op;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boxAt([x, y]: Point, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** What a way bends towards: one within a layer goes round the states between its ends. */
function bendOf([x1, y1]: Point, [x2, y2]: Point): [x: number, y: number] {
  return [(x1 + x2) / 2, (y1 + y2) / 2 - (y1 === y2 ? Math.abs(x2 - x1) * 0.22 : 0)];
}

/** The arrowhead of a way, before the mark of the state that it leads to. */
function head(context: CanvasRenderingContext2D, { bend, to }: Way, size: number): void {
  const angle = Math.atan2(to[1] - bend[1], to[0] - bend[0]);
  const [x, y] = [to[0] - Math.cos(angle) * size * 1.3, to[1] - Math.sin(angle) * size * 1.3];
  context.beginPath();
  context.moveTo(x, y);
  for (const side of [-0.4, 0.4])
    context.lineTo(x - Math.cos(angle + side) * size * 1.3, y - Math.sin(angle + side) * size * 1.3);
  context.closePath();
  context.fill();
}

/** Where along a way its name may stand, the best place first. */
const SPOTS = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22];

/** Which call it is, on paper, where there is room for it; of one without room, whoever points at its end is told. */
function name(
  context: CanvasRenderingContext2D,
  { from, bend, to, call }: Way,
  ratio: number,
  { text, paper }: { readonly text: string; readonly paper: string },
  taken: Box[],
): void {
  const words = formatOp(call);
  context.font = `${11 * ratio}px ui-monospace, monospace`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const width = context.measureText(words).width + 6 * ratio;
  const along = (t: number, i: 0 | 1) => (1 - t) ** 2 * from[i] + 2 * t * (1 - t) * bend[i] + t ** 2 * to[i];
  for (const t of SPOTS) {
    const at: Point = [along(t, 0), along(t, 1)];
    const box = boxAt(at, width, 14 * ratio);
    if (taken.some((one) => overlap(one, box))) continue;
    taken.push(box);
    context.fillStyle = paper;
    context.fillRect(box.left, box.top, width, 14 * ratio);
    context.fillStyle = text;
    context.fillText(words, ...at);
    return;
  }
}

/** A shape for each fate, so that colour is not all that tells them apart. */
function mark(context: CanvasRenderingContext2D, fate: Fate, x: number, y: number, size: number): void {
  switch (fate) {
    case 'open':
    case 'doomed':
      context.rect(x - size / 2, y - size / 2, size, size);
      return;
    case 'FREED':
    case 'ALIVE':
      context.moveTo(x + size, y);
      context.arc(x, y, size, 0, 2 * Math.PI);
      return;
    case 'LEAK':
    case 'LEFT':
      context.moveTo(x, y - size * 1.4);
      context.lineTo(x + size * 1.3, y + size);
      context.lineTo(x - size * 1.3, y + size);
      context.closePath();
  }
}
