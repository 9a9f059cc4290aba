import { useCallback, useMemo, useState } from 'react';
import { type Picture, type Scene, within } from '../../../scene/index.ts';
import { useGrowing } from '../../useGrowing.ts';
import type { Bounds, Look, Room } from './framing.ts';

/** More nodes than these are drawn only where one looks: a page with all of them would be slow at each step. */
const MANY = 150;

/** Below this scale, where there are many, nodes are outlines. */
const PLAIN = 0.5;

export interface Seen {
  readonly part: Bounds;
  /** Too small for words. */
  readonly isPlain: boolean;
}

/** Edges of a large drawing that are drawn at once. */
const EDGES = 40;

const NOTHING: Seen = { part: { x: 0, y: 0, width: -1, height: -1 }, isPlain: false };

const viewOf = ({ width, height }: Room, { k, x, y }: Look): Bounds => ({
  x: x - width / k / 2,
  y: y - height / k / 2,
  width: width / k,
  height: height / k,
});

const covers = (a: Bounds, b: Bounds) =>
  a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height;

/** With as much again around it, half of that on each side. */
const around = ({ x, y, width, height }: Bounds): Bounds => ({
  x: x - width / 2,
  y: y - height / 2,
  width: width * 2,
  height: height * 2,
});

/** The part of a large drawing that is drawn: what is looked at, and some way around it. Null where all is drawn. */
export function useSeen(scene: Scene) {
  const [seen, setSeen] = useState(NOTHING);
  const onLook = useCallback((room: Room, look: Look) => {
    const view = viewOf(room, look);
    const isPlain = look.k < PLAIN;
    setSeen((before) => {
      const isEnough = covers(before.part, view) && before.part.width <= view.width * 4;
      return isEnough && before.isPlain === isPlain ? before : { part: around(view), isPlain };
    });
  }, []);
  return { seen: scene.nodes.length > MANY ? seen : null, onLook };
}

/** What of a drawing is in the page: of a large one what is looked at, and of its edges more with every turn. */
export function useShown(scene: Scene, picture: Picture, seen: Seen | null) {
  const part = useMemo(
    () => (seen ? within(scene, picture, seen.part) : { scene, picture }),
    [scene, picture, seen],
  );
  const most = part.scene.edges.length;
  const count = useGrowing(most, seen ? EDGES : Number.POSITIVE_INFINITY);
  return useMemo(() => {
    if (count === most) return part;
    return {
      scene: { ...part.scene, edges: part.scene.edges.slice(0, count) },
      picture: { ...part.picture, edges: part.picture.edges.slice(0, count) },
    };
  }, [part, count, most]);
}
