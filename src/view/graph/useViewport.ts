import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { Key, Picture, Point, Scene } from '../../scene/index.ts';
import { type Bounds, framingOf } from './framing.ts';
import { createViewport, type Viewport } from './viewport.ts';

interface Drags {
  readonly onDrag: (key: Key, to: Point) => void;
  readonly onDrop: (key: Key, to: Point) => void;
}

/** Gives the drawing its viewport for as long as it is mounted, and keeps in view what matters. */
export function useViewport(
  svg: RefObject<SVGSVGElement | null>,
  layer: RefObject<SVGGElement | null>,
  scene: Scene,
  picture: Picture,
  drags: Drags,
) {
  const viewport = useRef<Viewport>(null);
  const latest = useRef({ scene, picture, drags });
  latest.current = { scene, picture, drags };
  const framed = useCallback(() => framingOf(latest.current.scene, latest.current.picture), []);

  useEffect(() => {
    if (!svg.current || !layer.current) return;
    const made = createViewport(svg.current, layer.current, {
      placeOf: (key) => latest.current.scene.nodes.find((node) => node.key === key),
      onDrag: (key, to) => latest.current.drags.onDrag(key, to),
      onDrop: (key, to) => latest.current.drags.onDrop(key, to),
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
