import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { Picture, Scene } from '../../../scene/index.ts';
import { type Bounds, framingOf } from './framing.ts';
import { createViewport, type Viewport, type ViewportEvents } from './viewport.ts';

type Events = Omit<ViewportEvents, 'placeOf'>;

/** Gives the drawing its viewport for as long as it is mounted, and keeps in view what matters. */
export function useViewport(
  svg: RefObject<SVGSVGElement | null>,
  layer: RefObject<SVGGElement | null>,
  scene: Scene,
  picture: Picture,
  events: Events,
) {
  const viewport = useRef<Viewport>(null);
  const latest = useRef({ scene, picture, events });
  latest.current = { scene, picture, events };
  const framed = useCallback(() => framingOf(latest.current.scene, latest.current.picture), []);

  useEffect(() => {
    if (!svg.current || !layer.current) return;
    const made = createViewport(svg.current, layer.current, {
      placeOf: (key) => latest.current.scene.nodes.find((node) => node.key === key),
      onDrag: (key, to) => latest.current.events.onDrag(key, to),
      onDrop: (key, to) => latest.current.events.onDrop(key, to),
      onLook: (room, look) => latest.current.events.onLook(room, look),
    });
    viewport.current = made;
    const observer = new ResizeObserver(() => made.refit(framed(), false));
    observer.observe(svg.current);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [svg, layer, framed]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that counts
  useEffect(() => viewport.current?.refit(framed(), true), [scene]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that counts
  useEffect(() => viewport.current?.follow(framed()), [picture]);

  return {
    zoomBy: useCallback((factor: number) => viewport.current?.zoomBy(factor), []),
    reveal: useCallback((part: Bounds) => viewport.current?.reveal(part), []),
    fit: useCallback(() => viewport.current?.fit(framed()), [framed]),
  };
}
