import { type D3DragEvent, type D3ZoomEvent, drag, select, selection, zoom, zoomIdentity } from 'd3';
import type { Point } from '../../../scene/index.ts';
import { keyAt } from '../told/keyAt.ts';
import { EXTENT, type Transform } from './transform.ts';

export interface GestureEvents {
  /** All of the drawing is in view: a finger scrolls the page. */
  isFitted(): boolean;
  /** Where a node is when a drag begins. */
  placeOf(key: string): Point | undefined;
  onMove(to: Transform): void;
  onDrag(key: string, to: Point): void;
  onDrop(key: string, to: Point): void;
}

export interface Gestures {
  /** The drawing was moved by other means: the next gesture begins there. */
  moveTo(to: Transform): void;
  destroy(): void;
}

type Dragged = D3DragEvent<SVGSVGElement, unknown, Point & { key: string; moved?: boolean }>;

// What d3-zoom asks of every selection, and d3-transition would answer: here nothing ever moves that it could interrupt.
Object.assign(selection.prototype, {
  interrupt<T>(this: T): T {
    return this;
  },
});

const isTouch = (event: Event) => event.type.startsWith('touch');
const isOneFinger = (event: Event) => isTouch(event) && (event as TouchEvent).touches.length === 1;

/** Every gesture on a drawing: wheel, pinch, pan, and the dragging of nodes. */
export function createGestures(svg: SVGSVGElement, from: Transform, events: GestureEvents): Gestures {
  const root = select<SVGSVGElement, unknown>(svg);
  let { k } = from;
  let isOurs = false;

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
      if (isOneFinger(event)) return !events.isFitted() && keyAt(event.target) === null;
      return isTouch(event) || ((event as MouseEvent).button === 0 && keyAt(event.target) === null);
    })
    .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      k = transform.k;
      if (!isOurs) events.onMove(transform);
    });
  const moveTo = ({ k, x, y }: Transform) => {
    isOurs = true;
    root.call(zooming.transform, zoomIdentity.translate(x, y).scale(k));
    isOurs = false;
  };
  root.call(zooming).on('dblclick.zoom', null);
  moveTo(from);

  const at = ({ subject, x, y }: Dragged): Point => ({
    x: subject.x + (x - subject.x) / k,
    y: subject.y + (y - subject.y) / k,
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
      const isFar = Math.hypot(to.x - event.subject.x, to.y - event.subject.y) * k > 4;
      if (!isFar && !event.subject.moved) return;
      event.subject.moved = true;
      events.onDrag(event.subject.key, to);
    })
    .on('end', (event: Dragged) => {
      if (event.subject.moved) events.onDrop(event.subject.key, at(event));
    });
  root.call(dragging);

  return {
    moveTo,
    destroy: () => {
      root.on('.zoom', null).on('.drag', null);
    },
  };
}
