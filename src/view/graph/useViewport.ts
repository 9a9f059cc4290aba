import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { Key, Point, Scene } from '../../scene/index.ts';
import { createViewport, type Viewport } from './viewport.ts';

interface Drags {
  readonly onDrag: (key: Key, to: Point) => void;
  readonly onDrop: (key: Key, to: Point) => void;
}

/** Gives the drawing its viewport for as long as it is mounted, and keeps it fitted. */
export function useViewport(
  svg: RefObject<SVGSVGElement | null>,
  layer: RefObject<SVGGElement | null>,
  scene: Scene,
  drags: Drags,
) {
  const viewport = useRef<Viewport>(null);
  const latest = useRef({ scene, drags });
  latest.current = { scene, drags };

  useEffect(() => {
    if (!svg.current || !layer.current) return;
    const made = createViewport(svg.current, layer.current, {
      placeOf: (key) => latest.current.scene.nodes.find((node) => node.key === key),
      onDrag: (key, to) => latest.current.drags.onDrag(key, to),
      onDrop: (key, to) => latest.current.drags.onDrop(key, to),
    });
    viewport.current = made;
    const observer = new ResizeObserver(() => made.refit(latest.current.scene.bounds, false));
    observer.observe(svg.current);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [svg, layer]);

  useEffect(() => viewport.current?.refit(scene.bounds, true), [scene]);

  return {
    zoomBy: useCallback((factor: number) => viewport.current?.zoomBy(factor), []),
    fit: useCallback(() => viewport.current?.fit(latest.current.scene.bounds), []),
  };
}
