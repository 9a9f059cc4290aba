import { useMemo, useRef, useState } from 'react';
import {
  type Key,
  moveNode,
  type Picture,
  type Places,
  type Point,
  pictureAt,
  placesOf,
  type Scene,
  sceneOf,
} from '../scene/index.ts';
import {
  type DesignName,
  frameIn,
  MAIN_DESIGNS,
  type Session,
  sessionIn,
  sessionOf,
} from '../store/index.ts';
import { useApp } from './useApp.ts';

export interface Shown {
  readonly session: Session;
  readonly frame: number;
  readonly scene: Scene;
  readonly picture: Picture;
  readonly pinned: ReadonlySet<Key>;
  pin(key: Key, at: Point | null): void;
  /** Lays everything out anew. */
  tidy(): void;
}

const NONE: readonly DesignName[] = [];

/**
 * The drawing for what is open, and what there is to see of it now. It is laid out once for all main designs, so that
 * neither a step nor a flip moves anything; an edit leaves what was there in its place.
 */
export function usePicture(): Shown {
  const { ops, design, beside = NONE } = useApp(({ document }) => document);
  const opened = useApp((state) => state.opened);
  const session = useApp(sessionIn);
  const frame = useApp(frameIn);
  const [pins, setPins] = useState<Places>(new Map());
  const [tidied, setTidied] = useState(0);
  const before = useRef<{ opened: string; scene: Scene } | null>(null);

  const laidOut = useMemo(() => {
    const designs = new Set<DesignName>([...MAIN_DESIGNS, design, ...beside]);
    const runs = [...designs].map((name) => sessionOf(ops, name).run);
    const from = `${opened}.${tidied}`;
    const known = before.current?.opened === from ? placesOf(before.current.scene) : undefined;
    const scene = sceneOf(runs, known);
    before.current = { opened: from, scene };
    return scene;
  }, [ops, design, beside, opened, tidied]);

  const scene = useMemo(
    () =>
      [...pins].reduce(
        (moved, [key, at]) =>
          moved.nodes.some((node) => node.key === key) ? moveNode(moved, key, at) : moved,
        laidOut,
      ),
    [laidOut, pins],
  );
  const picture = useMemo(
    () => pictureAt(scene, session.run, session.ledgers, frame),
    [scene, session, frame],
  );
  return {
    session,
    frame,
    scene,
    picture,
    pinned: useMemo(() => new Set(pins.keys()), [pins]),
    pin: (key, at) =>
      setPins((now) =>
        at ? new Map([...now, [key, at]]) : new Map([...now].filter(([other]) => other !== key)),
      ),
    tidy: () => {
      setPins(new Map());
      setTidied((count) => count + 1);
    },
  };
}
