import { boundsOf, type Picture, type Scene } from '../../../scene/index.ts';

export type Bounds = Scene['bounds'];

/** What a window onto a drawing is chosen by. */
export interface Framing {
  /** All that is ever there. */
  readonly all: Bounds;
  /** What is there now. */
  readonly drawn: Bounds;
  /** What this step changes, with the cycles that are closed, and then without; the first that fits is kept in view. */
  readonly changed: readonly Bounds[];
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** A scale, and what is in the middle. */
export interface Look {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

const MAX_FIT = 1.35;

/** The scale at which no text of a node is less than 11 px high: the smallest is 11 px high as it is drawn. */
export const READABLE = 1;

export function framingOf(scene: Scene, picture: Picture): Framing {
  const pick = (isIn: (i: number) => boolean) => {
    const nodes = scene.nodes.filter((_, i) => isIn(i));
    return nodes.length > 0 ? [boundsOf(nodes)] : [];
  };
  const lit = new Set(picture.cycles.flatMap(({ nodes }) => nodes));
  const isThere = (i: number) => (picture.nodes[i]?.status ?? 'future') !== 'future';
  const isTouched = (i: number) => isThere(i) && picture.nodes[i]?.touch != null;
  return {
    all: scene.bounds,
    drawn: pick(isThere)[0] ?? scene.bounds,
    changed: [...pick((i) => isTouched(i) || lit.has(scene.nodes[i]?.key ?? '')), ...pick(isTouched)],
  };
}

const middle = ({ x, y, width, height }: Bounds) => ({ x: x + width / 2, y: y + height / 2 });
const scaleFor = (room: Room, { width, height }: Bounds) =>
  Math.min(room.width / width, room.height / height, MAX_FIT);

/** All of what is there now, at whatever scale that takes. */
export function fitted(room: Room, { drawn }: Framing): Look {
  return { k: scaleFor(room, drawn), ...middle(drawn) };
}

/**
 * Where a look begins: at all that is ever there, so that no step moves anything; where that could not be read, at what
 * is there now, and what changes is kept in view instead.
 */
export function opened(room: Room, framing: Framing, floor = READABLE): Look {
  const k = scaleFor(room, framing.all);
  if (k >= floor) return { k, ...middle(framing.all) };
  return followed(room, framing, {
    k: Math.max(scaleFor(room, framing.drawn), floor),
    ...middle(framing.drawn),
  });
}

/** The same look, panned no farther than it takes to have in view what changes. */
export function followed(room: Room, { changed }: Pick<Framing, 'changed'>, look: Look): Look {
  const [width, height] = [room.width / look.k, room.height / look.k];
  const target = changed.find((one) => one.width <= width && one.height <= height) ?? changed.at(-1);
  if (!target) return look;
  const along = (at: number, view: number, from: number, size: number) =>
    size > view ? from + size / 2 : Math.min(Math.max(at, from + size - view / 2), from + view / 2);
  return {
    k: look.k,
    x: along(look.x, width, target.x, target.width),
    y: along(look.y, height, target.y, target.height),
  };
}
