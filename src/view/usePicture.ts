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
  designsLaidOut,
  frameIn,
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
  /** Lays everything out afresh, whatever was dragged. */
  tidy(): void;
}

const NONE: readonly DesignName[] = [];
const NOWHERE: Places = new Map();

/** Where the user put nodes of what was opened then. */
interface Put {
  readonly opened: number;
  readonly pins: Places;
}

/**
 * The drawing for what is open, and what there is to see of it now. It is laid out once for all main designs, so that
 * neither a step nor a flip moves anything. An edit lays it out afresh, until the user has put something somewhere: from
 * then on it leaves what was there in its place.
 */
export function usePicture(): Shown {
  const { ops, design, beside = NONE } = useApp(({ document }) => document);
  const opened = useApp((state) => state.opened);
  const session = useApp(sessionIn);
  const frame = useApp(frameIn);
  const [put, setPut] = useState<Put>({ opened, pins: new Map() });
  const [tidied, setTidied] = useState(0);
  const before = useRef<{ from: string; ops: typeof ops; scene: Scene } | null>(null);
  const pins = put.opened === opened ? put.pins : NOWHERE;
  const latestPins = useRef(pins);
  latestPins.current = pins;

  const laidOut = useMemo(() => {
    const runs = designsLaidOut(design, beside).map((name) => sessionOf(ops, name).run);
    const from = `${opened}.${tidied}`;
    const last = before.current?.from === from ? before.current : null;
    const known = new Map([...(last ? placesOf(last.scene) : []), ...latestPins.current]);
    const scene = sceneOf(runs, known, last?.ops === ops || latestPins.current.size > 0);
    before.current = { from, ops, scene };
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
      setPut({
        opened,
        pins: new Map([...pins].filter(([other]) => other !== key).concat(at ? [[key, at]] : [])),
      }),
    tidy: () => {
      setPut({ opened, pins: NOWHERE });
      setTidied((count) => count + 1);
    },
  };
}
