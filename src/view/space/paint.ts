import { FATES, type Fate, type Space } from '../../store/index.ts';
import type { Layout } from './layout.ts';

/** How the drawing is moved: x and y in pixels, k is the zoom. */
export interface Transform {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

/** The theme's colours by what they stand for. */
function colours(canvas: HTMLCanvasElement): Record<Fate | 'edge' | 'path', string> {
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
  };
}

/** States of which each can no longer be a mark that one sees by itself. */
const MANY = 500;

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

  const size = Math.max(fates.length > MANY ? 1.5 : 3.5, Math.min(7, 4 * k)) * ratio;
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
