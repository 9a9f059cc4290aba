import {
  type D3DragEvent,
  type D3ZoomEvent,
  drag,
  select,
  selection,
  type ZoomTransform,
  zoom,
  zoomIdentity,
} from 'd3';
import { type Framing, fitted, followed, type Look, opened, READABLE, type Room } from './framing.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

export interface ViewportEvents {
  /** Where a node is when a drag begins. */
  placeOf(key: string): Place | undefined;
  onDrag(key: string, to: Place): void;
  onDrop(key: string, to: Place): void;
}

export interface Viewport {
  /** Shows all that is there, and goes on following what changes until the user looks elsewhere. */
  fit(framing: Framing): void;
  /** The drawing or the window changed: begins again unless the user looks elsewhere. */
  refit(framing: Framing, glides: boolean): void;
  /** A step was taken: has what it changes in view unless the user looks elsewhere. */
  follow(framing: Framing): void;
  zoomBy(factor: number): void;
  destroy(): void;
}

const EXTENT: [number, number] = [0.12, 4];
/** Below this scale nobody reads a word; laying them out would be most of what a frame costs. */
const LEGIBLE = 0.24;
/** Between the drawing and what lies over its foot. */
const GAP = 14;

// What d3-zoom asks of every selection, and d3-transition would answer: here nothing ever moves that it could interrupt.
Object.assign(selection.prototype, {
  interrupt<T>(this: T): T {
    return this;
  },
});

/** Key of the node that an event is on. */
export function keyAt(target: EventTarget | null): string | null {
  return target instanceof Element
    ? (target.closest('[data-node]')?.getAttribute('data-node') ?? null)
    : null;
}

/**
 * Owns every gesture on the drawing: wheel, pinch, pan, and the dragging of nodes. It writes the transform of `layer`
 * itself, so that moving about costs React nothing.
 */
export function createViewport(svg: SVGSVGElement, layer: SVGGElement, events: ViewportEvents): Viewport {
  const root = select<SVGSVGElement, unknown>(svg);
  let isFitted = true;
  let isOurs = false;
  let current: ZoomTransform = zoomIdentity;

  const look = (fitted: boolean) => {
    isFitted = fitted;
    // While everything is in view one finger scrolls the page; looking closer, it pans.
    svg.dataset.fitted = String(fitted);
  };

  const isTouch = (event: Event) => event.type.startsWith('touch');
  const isOneFinger = (event: Event) => isTouch(event) && (event as TouchEvent).touches.length === 1;
  // The wheel scrolls a page that can scroll, and the one around this; a pinch on a touchpad comes as a wheel with the
  // control key.
  const isEmbedded = svg.closest('[data-embed]') !== null;
  const mayZoom = (event: WheelEvent) =>
    event.ctrlKey ||
    event.metaKey ||
    (!isEmbedded && document.documentElement.scrollHeight <= window.innerHeight);

  const zooming = zoom<SVGSVGElement, unknown>()
    .scaleExtent(EXTENT)
    .filter((event: Event) => {
      if (event.type === 'wheel') return mayZoom(event as WheelEvent);
      if (isOneFinger(event)) return !isFitted && keyAt(event.target) === null;
      return isTouch(event) || ((event as MouseEvent).button === 0 && keyAt(event.target) === null);
    })
    .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      current = transform;
      layer.setAttribute('transform', transform.toString());
      layer.toggleAttribute('data-far', transform.k < LEGIBLE);
      if (isOurs) return;
      layer.removeAttribute('data-glide');
      look(false);
    });
  root.call(zooming).on('dblclick.zoom', null);

  const ourselves = (change: () => void, glides: boolean) => {
    layer.toggleAttribute('data-glide', glides);
    isOurs = true;
    change();
    isOurs = false;
  };

  type Dragged = D3DragEvent<SVGSVGElement, unknown, Place & { key: string; moved?: boolean }>;
  const at = ({ subject, x, y }: Dragged): Place => ({
    x: subject.x + (x - subject.x) / current.k,
    y: subject.y + (y - subject.y) / current.k,
  });
  const dragging = drag<SVGSVGElement, unknown>()
    .container(() => svg)
    .clickDistance(4)
    .filter((event: MouseEvent) => keyAt(event.target) !== null && event.button === 0 && !event.ctrlKey)
    .touchable(() => false)
    .subject((event: { sourceEvent: Event }) => {
      const key = keyAt(event.sourceEvent.target) ?? '';
      return { key, ...(events.placeOf(key) ?? { x: 0, y: 0 }) };
    })
    .on('drag', (event: Dragged) => {
      const to = at(event);
      const isFar = Math.hypot(to.x - event.subject.x, to.y - event.subject.y) * current.k > 4;
      if (!isFar && !event.subject.moved) return;
      event.subject.moved = true;
      events.onDrag(event.subject.key, to);
    })
    .on('end', (event: Dragged) => {
      if (!event.subject.moved) return;
      // Whoever moves a node by hand does not want the rest to move as well.
      look(false);
      events.onDrop(event.subject.key, at(event));
    });
  root.call(dragging);

  // Measured when the window changes and not at each step: it would have the page laid out once more.
  let room: Room | null = null;
  const measure = () => {
    const { clientWidth: width, clientHeight } = svg;
    const foot = svg.parentElement?.querySelector<HTMLElement>('.graph-controls')?.offsetHeight ?? 0;
    const height = clientHeight - foot - GAP;
    room = width > 0 && height > 0 ? { width, height } : null;
  };
  const show = (room: Room, { k, x, y }: Look, glides: boolean) => {
    const to = zoomIdentity
      .translate(room.width / 2, room.height / 2)
      .scale(k)
      .translate(-x, -y);
    ourselves(() => root.call(zooming.transform, to), glides && current !== zoomIdentity);
  };
  // Where a finger scrolls the page and pinches to look closer, and in a figure of an article, nothing may be out of view.
  const floor = () => (isEmbedded || window.matchMedia('(pointer: coarse)').matches ? 0 : READABLE);
  const begin = (framing: Framing, choose: (room: Room, framing: Framing) => Look, glides: boolean) => {
    look(true);
    measure();
    if (room && framing.all.width) show(room, choose(room, framing), glides);
  };

  return {
    fit: (framing) => begin(framing, fitted, true),
    refit: (framing, glides) => {
      if (isFitted) begin(framing, (room) => opened(room, framing, floor()), glides);
    },
    follow: (framing) => {
      if (!room || !isFitted) return;
      const [x, y] = current.invert([room.width / 2, room.height / 2]);
      const to = followed(room, framing, { k: current.k, x, y });
      if (Math.hypot(to.x - x, to.y - y) * current.k > 1) show(room, to, true);
    },
    zoomBy: (factor) => {
      look(false);
      ourselves(() => root.call(zooming.scaleBy, factor), true);
    },
    destroy: () => {
      root.on('.zoom', null).on('.drag', null);
    },
  };
}
