import { type RefObject, useState } from 'react';
import type { Key, Point, Thing } from '../../../scene/index.ts';

/** Something that says what it is, and where in the drawing it does. */
export interface Told {
  readonly thing: Thing;
  readonly at: Point;
  /** How far above and below that place nothing may be covered. */
  readonly half: number;
}

interface Where {
  readonly clientX: number;
  readonly clientY: number;
}

const idOf = (thing: Thing) => (thing.is === 'edge' ? thing.id : `${thing.key} ${thing.nth ?? ''}`);

/** What is pointed at, and what a click keeps: that goes with the selection that it made. */
export function useTold(layer: RefObject<SVGGElement | null>, selected: Key | null) {
  const [pointed, setPointed] = useState<Told | null>(null);
  const [clicked, setClicked] = useState<(Told & { readonly selects: Key }) | null>(null);
  const placed = (thing: Thing, { clientX, clientY }: Where): Told => {
    const at = new DOMPoint(clientX, clientY).matrixTransform(layer.current?.getScreenCTM()?.inverse());
    return { thing, at: { x: at.x, y: at.y }, half: 0 };
  };
  return {
    pointed,
    kept: clicked?.selects === selected ? clicked : null,
    placed,
    point: (thing: Thing | null, where: Where) =>
      setPointed((before) => {
        if (!thing) return null;
        return before && idOf(before.thing) === idOf(thing) ? before : placed(thing, where);
      }),
    keep: (told: Told, selects: Key) => setClicked({ ...told, selects }),
    forget: () => setClicked(null),
  };
}
