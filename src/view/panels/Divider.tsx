import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';

/** Which panels a divider makes wider, or higher. */
export type Side = 'left' | 'right' | 'below';

/** Pixels that a key moves it by. */
const STEP = 16;

/** Pixels that are always left of the panels. */
const LEAST = 180;

/** The panels take that much of the room at most: both sides at once leave something between. */
const MOST = { left: 0.4, right: 0.4, below: 0.6 } as const satisfies Record<Side, number>;

/** The direction in which an arrow pulls the edge of each side. */
const PULLS = {
  left: { ArrowLeft: -1, ArrowRight: 1 },
  right: { ArrowLeft: 1, ArrowRight: -1 },
  below: { ArrowUp: 1, ArrowDown: -1 },
} as const satisfies Record<Side, Readonly<Record<string, 1 | -1>>>;

interface DividerProps {
  readonly side: Side;
  readonly label: string;
  /** Pixels; null for what the layout gives by itself. */
  readonly onSize: (size: number | null) => void;
}

/** The edge of the panels that it stands in, to pull by pointer or by arrow keys; Enter and a double click give back what was. */
export function Divider({ side, label, onSize }: DividerProps) {
  const edge = useRef<HTMLDivElement>(null);
  const [{ size, most }, setMeasured] = useState({ size: LEAST, most: LEAST });
  useEffect(() => {
    const panels = edge.current?.parentElement;
    const room = panels?.parentElement;
    if (!room || !panels) return;
    const measure = () => {
      const [here, all] = [panels.getBoundingClientRect(), room.getBoundingClientRect()];
      const isBelow = side === 'below';
      setMeasured({
        size: Math.round(isBelow ? here.height : here.width),
        most: Math.round((isBelow ? all.height : all.width) * MOST[side]),
      });
    };
    const watched = new ResizeObserver(measure);
    watched.observe(panels);
    watched.observe(room);
    return () => watched.disconnect();
  }, [side]);
  const resize = (to: number) => {
    const bounded = Math.round(Math.max(LEAST, Math.min(to, most)));
    // The next key may come before the layout has followed.
    setMeasured({ size: bounded, most });
    onSize(bounded);
  };
  const press = (event: KeyboardEvent) => {
    const pull = (PULLS[side] as Readonly<Record<string, number>>)[event.key];
    if (pull) resize(size + pull * STEP);
    else if (event.key === 'Home') resize(LEAST);
    else if (event.key === 'End') resize(most);
    else if (event.key === 'Enter') onSize(null);
    else return;
    event.preventDefault();
  };
  const drag = ({ buttons, clientX, clientY, currentTarget }: PointerEvent) => {
    const panels = currentTarget.parentElement?.getBoundingClientRect();
    if (!panels || buttons === 0) return;
    const { left, right, bottom } = panels;
    const sizes = { left: clientX - left, right: right - clientX, below: bottom - clientY };
    resize(sizes[side]);
  };
  return (
    <div
      ref={edge}
      className={`divider divider-${side}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={side === 'below' ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={LEAST}
      aria-valuemax={most}
      title="Drag to resize; double-click to reset"
      onKeyDown={press}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onSize(null)}
    />
  );
}
