import { pointer, select, type ZoomBehavior, zoom, zoomIdentity, zoomTransform } from 'd3';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Space } from '../../store/index.ts';
import { layoutOf, nearest, WIDTH } from './layout.ts';
import { paint } from './paint.ts';

interface CanvasProps {
  readonly space: Space;
  readonly onPoint: (state: number) => void;
  readonly onOpen: (state: number) => void;
}

const MARGIN = 30;
/** Pixels around a state in which a click is meant for it. */
const REACH = 9;
/** Milliseconds of rest after which what was only moved is drawn anew. */
const REST = 90;

/**
 * The picture. While it is moved the last drawing is moved, which costs the same however much there is; it is drawn
 * anew when it comes to rest.
 */
export function Canvas({ space, onPoint, onOpen }: CanvasProps) {
  const shown = useRef<HTMLCanvasElement>(null);
  const layout = useMemo(() => layoutOf(space), [space]);
  const behaviour = useRef<ZoomBehavior<HTMLCanvasElement, unknown>>(null);

  const fitAll = useCallback(() => {
    const canvas = shown.current;
    if (!canvas || !behaviour.current) return;
    const { clientWidth: width, clientHeight: height } = canvas;
    const k = Math.min((width - 2 * MARGIN) / WIDTH, (height - 2 * MARGIN) / Math.max(layout.height, 1), 1.5);
    const to = zoomIdentity.translate((width - WIDTH * k) / 2, (height - layout.height * k) / 2).scale(k);
    select(canvas).call(behaviour.current.transform, to);
  }, [layout]);

  useEffect(() => {
    const canvas = shown.current;
    if (!canvas) return;
    let drawn = zoomIdentity;
    let frame = 0;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      drawn = zoomTransform(canvas);
      canvas.style.transform = '';
      paint(canvas, space, layout, drawn);
    };
    const move = () => {
      const { x, y, k } = zoomTransform(canvas);
      const scale = k / drawn.k;
      canvas.style.transform = `translate(${x - drawn.x * scale}px, ${y - drawn.y * scale}px) scale(${scale})`;
      clearTimeout(rest);
      rest = setTimeout(draw, REST);
    };
    const made = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([0.02, 40])
      .on('zoom', () => {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(move);
      });
    behaviour.current = made;
    select(canvas).call(made);
    const observer = new ResizeObserver(() => {
      canvas.width = canvas.clientWidth * devicePixelRatio;
      canvas.height = canvas.clientHeight * devicePixelRatio;
      fitAll();
      draw();
    });
    observer.observe(canvas);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      clearTimeout(rest);
      select(canvas).on('.zoom', null);
    };
  }, [space, layout, fitAll]);

  const stateAt = (event: MouseEvent<HTMLCanvasElement>): number => {
    const { x, y, k } = zoomTransform(event.currentTarget);
    const [px, py] = pointer(event.nativeEvent, event.currentTarget.parentElement);
    return nearest(layout, (px - x) / k, (py - y) / k, REACH / k);
  };
  const press = (event: KeyboardEvent<HTMLCanvasElement>): void => {
    const canvas = event.currentTarget;
    const by = behaviour.current;
    if (!by) return;
    const pans: Record<string, [number, number]> = {
      ArrowLeft: [60, 0],
      ArrowRight: [-60, 0],
      ArrowUp: [0, 60],
      ArrowDown: [0, -60],
    };
    const pan = pans[event.key];
    const { k } = zoomTransform(canvas);
    if (pan) select(canvas).call(by.translateBy, pan[0] / k, pan[1] / k);
    else if (event.key === '+' || event.key === '=') select(canvas).call(by.scaleBy, 1.3);
    else if (event.key === '-') select(canvas).call(by.scaleBy, 1 / 1.3);
    else if (event.key === '0') fitAll();
    else return;
    event.preventDefault();
  };

  return (
    <div className="space-canvas">
      <canvas
        ref={shown}
        tabIndex={0}
        role="img"
        aria-label="All states, layer by layer. Arrow keys move it, + and - zoom, 0 fits."
        onKeyDown={press}
        onMouseMove={(event) => onPoint(stateAt(event))}
        onClick={(event) => {
          const state = stateAt(event);
          if (state >= 0) onOpen(state);
        }}
      />
    </div>
  );
}
