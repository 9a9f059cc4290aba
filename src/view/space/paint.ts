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
    context.lineTo(px(to), py(to));
  }
  context.stroke();
  context.globalAlpha = 1;

  const isFew = fates.length <= FEW;
  const size = Math.max(fates.length > MANY ? 1.5 : isFew ? 7 : 3.5, Math.min(7, 4 * k)) * ratio;
  for (const [number, fate] of FATES.entries()) {
    context.fillStyle = colour[fate];
    context.beginPath();
    for (let state = 0; state < fates.length; state++)
      if (fates[state] === number && isSeen(state)) mark(context, fate, px(state), py(state), size);
    context.fill();
  }

  if (isFew) {
    const ways = Array.from(space.through, (call, i): Way => {
      const [from, to] = [edges[2 * i] as number, edges[2 * i + 1] as number];
      return { from: [px(from), py(from)], to: [px(to), py(to)], call: space.actions[call] as Op };
    });
    context.fillStyle = colour.edge;
    for (const way of ways) head(context, way, size);
    for (const way of ways) name(context, way, ratio, colour);
  }

  context.strokeStyle = colour.path;
  context.lineWidth = 3 * ratio;
  context.beginPath();
  for (const [i, state] of path.entries()) {
    if (i === 0) context.moveTo(px(state), py(state));
    else context.lineTo(px(state), py(state));
  }
  context.stroke();
}

/** A call that leads from a state to another, by the pixels of the canvas. */
interface Way {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly call: Op;
}

/** The arrowhead of a way, before the mark of the state that it leads to. */
function head(context: CanvasRenderingContext2D, { from, to }: Way, size: number): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const [x, y] = [to[0] - Math.cos(angle) * size * 1.3, to[1] - Math.sin(angle) * size * 1.3];
  context.beginPath();
  context.moveTo(x, y);
  for (const side of [-0.4, 0.4])
    context.lineTo(x - Math.cos(angle + side) * size * 1.3, y - Math.sin(angle + side) * size * 1.3);
  context.closePath();
  context.fill();
}

/** Which call it is, on paper, where the ways to a state have not met yet. */
function name(
  context: CanvasRenderingContext2D,
  { from, to, call }: Way,
  ratio: number,
  { text, paper }: { readonly text: string; readonly paper: string },
): void {
  const words = formatOp(call);
  context.font = `${11 * ratio}px ui-monospace, monospace`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const [x, y] = [from[0] + (to[0] - from[0]) * 0.45, from[1] + (to[1] - from[1]) * 0.45];
  const width = context.measureText(words).width + 6 * ratio;
  context.fillStyle = paper;
  context.fillRect(x - width / 2, y - 7 * ratio, width, 14 * ratio);
  context.fillStyle = text;
  context.fillText(words, x, y);
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
