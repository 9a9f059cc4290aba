import type { Point } from '../../../scene/index.ts';
import {
  type Bounds,
  type Framing,
  fitted,
  followed,
  type Look,
  opened,
  READABLE,
  type Room,
} from './framing.ts';
import type { Gestures } from './gestures.ts';
import { EXTENT, lookOf, type Transform, transformOf } from './transform.ts';

export interface ViewportEvents {
  /** Where a node is when a drag begins. */
  placeOf(key: string): Point | undefined;
  onDrag(key: string, to: Point): void;
  onDrop(key: string, to: Point): void;
  /** Something else is looked at. */
  onLook(room: Room, look: Look): void;
}

export interface Viewport {
  /** Shows all that is there, and goes on following what changes until the user looks elsewhere. */
  fit(framing: Framing): void;
  /** The drawing or the window changed: begins again unless the user looks elsewhere. */
  refit(framing: Framing, glides: boolean): void;
  /** A step was taken: has what it changes in view unless the user looks elsewhere. */
  follow(framing: Framing): void;
  /** Has a part of the drawing in view, panned no farther than that takes. */
  reveal(part: Bounds): void;
  zoomBy(factor: number): void;
  destroy(): void;
}

/** Below this scale nobody reads a word; laying them out would be most of what a frame costs. */
const LEGIBLE = 0.24;
/**
 * Where a drawing is looked at. It writes the transform of `layer` itself, so that moving about costs React nothing. What
 * a pointer does comes with the first pointer on the page.
 */
export function createViewport(svg: SVGSVGElement, layer: SVGGElement, events: ViewportEvents): Viewport {
  let isFitted = true;
  let current: Transform | null = null;
  let gestures: Gestures | null = null;
  // Measured when the window changes and not at each step: it would have the page laid out once more.
  let room: Room | null = null;
  const alive = new AbortController();

  const look = (fitted: boolean) => {
    isFitted = fitted;
    // While everything is in view one finger scrolls the page; looking closer, it pans.
    svg.dataset.fitted = String(fitted);
  };
  const write = (to: Transform, glides: boolean) => {
    current = to;
    layer.toggleAttribute('data-glide', glides);
    layer.setAttribute('transform', `translate(${to.x},${to.y}) scale(${to.k})`);
    layer.toggleAttribute('data-far', to.k < LEGIBLE);
    if (room) events.onLook(room, lookOf(room, to));
  };
  const moveTo = (to: Transform, glides: boolean) => {
    write(to, glides && current !== null);
    gestures?.moveTo(to);
  };

  // Without the file the drawing stays where it is, and the pointer that comes next asks for it again.
  const approach = async () => {
    listen(false);
    try {
      const { createGestures } = await import('./gestures.ts');
      if (alive.signal.aborted) return;
      gestures = createGestures(svg, current ?? { k: 1, x: 0, y: 0 }, {
        isFitted: () => isFitted,
        placeOf: events.placeOf,
        onMove: (to) => {
          write(to, false);
          look(false);
        },
        onDrag: events.onDrag,
        onDrop: (key, to) => {
          // Whoever moves a node by hand does not want the rest to move as well.
          look(false);
          events.onDrop(key, to);
        },
      });
    } catch {
      listen(true);
    }
  };
  const listen = (listens: boolean) => {
    const how = { signal: alive.signal, passive: true };
    for (const kind of ['pointermove', 'pointerdown', 'wheel'])
      if (listens) document.addEventListener(kind, approach, how);
      else document.removeEventListener(kind, approach);
  };
  listen(true);

  const isEmbedded = svg.closest('[data-embed]') !== null;
  const measure = () => {
    const { clientWidth: width, clientHeight: height } = svg;
    room = width > 0 && height > 0 ? { width, height } : null;
  };
  // Where a finger scrolls the page and pinches to look closer, and in a figure of an article, nothing may be out of view.
  const floor = () => (isEmbedded || window.matchMedia('(pointer: coarse)').matches ? 0 : READABLE);
  const begin = (framing: Framing, choose: (room: Room, framing: Framing) => Look, glides: boolean) => {
    look(true);
    measure();
    if (room && framing.all.width) moveTo(transformOf(room, choose(room, framing)), glides);
  };
  const pan = (changed: Framing['changed']) => {
    if (!room || !current) return;
    const from = lookOf(room, current);
    const to = followed(room, { changed }, from);
    if (Math.hypot(to.x - from.x, to.y - from.y) * from.k > 1) moveTo(transformOf(room, to), true);
  };

  return {
    fit: (framing) => begin(framing, fitted, true),
    refit: (framing, glides) => {
      if (isFitted) begin(framing, (room) => opened(room, framing, floor()), glides);
    },
    follow: ({ changed }) => {
      if (isFitted) pan(changed);
    },
    reveal: (part) => pan([part]),
    zoomBy: (factor) => {
      if (!room || !current) return;
      look(false);
      const from = lookOf(room, current);
      const k = Math.min(Math.max(from.k * factor, EXTENT[0]), EXTENT[1]);
      moveTo(transformOf(room, { ...from, k }), true);
    },
    destroy: () => {
      alive.abort();
      gestures?.destroy();
    },
  };
}
