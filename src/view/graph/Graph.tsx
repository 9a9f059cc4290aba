import {
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import {
  haloMark,
  type Key,
  moveNode,
  type Picture,
  type Point,
  type Reading,
  railMarks,
  type Scene,
  summaryOf,
} from '../../scene/index.ts';
import { lazily } from '../lazily.tsx';
import { Controls } from './Controls.tsx';
import { Drawn } from './Drawn.tsx';
import { Edges } from './Edges.tsx';
import { Labels } from './Labels.tsx';
import { Nodes } from './Nodes.tsx';
import { Ring } from './Ring.tsx';
import { keyAt } from './told/keyAt.ts';
import { thingAt } from './told/thingAt.ts';
import { type Told, useTold } from './told/useTold.ts';
import { useSeen, useShown } from './viewport/useSeen.ts';
import { useViewport } from './viewport/useViewport.ts';
import { useLongPress } from './walk/useLongPress.ts';
import { useWalk } from './walk/useWalk.ts';
import type { Stand } from './walk/walking.ts';
import './graph.css';

const Legend = lazily(async () => (await import('./Legend.tsx')).Legend);
const ToldCard = lazily(async () => (await import('./told/ToldCard.tsx')).ToldCard, false);

export interface GraphProps {
  readonly scene: Scene;
  readonly picture: Picture;
  readonly selected: Key | null;
  readonly reading: Reading;
  /** While a parent is being chosen: the nodes it may be. */
  readonly pickable?: ReadonlySet<Key>;
  /** Nodes that the user put where they are. */
  readonly pinned?: ReadonlySet<Key>;
  /** What to look at: everything else steps back. */
  readonly focus?: ReadonlySet<Key> | null;
  readonly animate: boolean;
  /** Edges that are held in this design and not in those beside it. */
  readonly only?: ReadonlySet<string>;
  /** The edge that is pointed at, in this drawing or in one beside it. */
  readonly hovered: string | null;
  readonly onHover: (edge: string | null) => void;
  readonly onSelect: (key: Key | null) => void;
  readonly onPick: (key: Key) => void;
  readonly onMenu: (key: Key, clientX: number, clientY: number) => void;
  /** A node was put somewhere, or given back to the layout. */
  readonly onPin: (key: Key, at: Point | null) => void;
}

/** Who holds what, drawn. Values come down, intents go up; only the viewport and a drag under way are its own. */
export function Graph(props: GraphProps) {
  const { picture, selected, reading, pickable, focus = null, animate, hovered } = props;
  const { onSelect, onPick, onMenu, onPin, onHover } = props;
  const [dragged, setDragged] = useState<{ key: Key; to: Point } | null>(null);
  const scene = useMemo(
    () => (dragged ? moveNode(props.scene, dragged.key, dragged.to) : props.scene),
    [props.scene, dragged],
  );
  // The parent answers a drop with a new scene; until then the node stays where it was dropped.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that counts
  useEffect(() => setDragged(null), [props.scene]);

  const svg = useRef<SVGSVGElement>(null);
  const layer = useRef<SVGGElement>(null);
  const { seen, onLook } = useSeen(props.scene);
  const viewport = useViewport(svg, layer, props.scene, picture, {
    onDrag: (key, to) => setDragged({ key, to }),
    onDrop: onPin,
    onLook,
  });
  const shown = useShown(scene, picture, seen);
  const longPress = useLongPress(onMenu);

  const prefix = useId();
  const idOf = useCallback((key: string) => `${prefix}${encodeURIComponent(key)}`, [prefix]);
  const { pointed, kept, placed, point, keep, forget } = useTold(layer, selected);
  const choose = (key: Key | null, told: Told | null) => {
    const edge = told?.thing.is === 'edge' ? told.thing.id : null;
    const selects = edge === null ? key : (scene.edges.find(({ id }) => id === edge)?.to ?? null);
    if (pickable && selects) {
      if (key !== null && pickable.has(key)) onPick(key);
      return;
    }
    if (told && selects !== null) keep(told, selects);
    else forget();
    onSelect(selects);
  };
  const { here, press, blur, leave } = useWalk({
    scene,
    picture,
    selected,
    reveal: viewport.reveal,
    onAct: (stand) => choose(stand.edge ? null : stand.node, stand.edge ? standing(scene, stand) : null),
    onMenu: (key) => {
      const { left, bottom } = document.getElementById(idOf(key))?.getBoundingClientRect() ?? new DOMRect();
      onMenu(key, left, bottom);
    },
  });
  const told = dragged ? null : (pointed ?? (here && standing(scene, here)) ?? kept);
  const keptEdge = kept?.thing.is === 'edge' ? kept.thing.id : null;
  const near = hovered ?? here?.edge ?? keptEdge;

  const hover = (event: PointerEvent) => {
    const thing = thingAt(event.target);
    point(thing, event);
    onHover(thing?.is === 'edge' ? thing.id : null);
  };
  const unhover = (event: PointerEvent) => {
    point(null, event);
    onHover(null);
  };
  const click = (event: MouseEvent) => {
    const key = keyAt(event.target);
    const thing = thingAt(event.target);
    const isMore = event.target instanceof Element && event.target.closest('[data-more]') !== null;
    if (key && isMore) onMenu(key, event.clientX, event.clientY);
    else choose(key, thing && placed(thing, event));
  };
  const menu = (event: MouseEvent) => {
    const key = keyAt(event.target);
    if (!key) return;
    event.preventDefault();
    onMenu(key, event.clientX, event.clientY);
  };
  const unpin = (event: MouseEvent) => {
    const key = keyAt(event.target);
    if (key) onPin(key, null);
  };
  return (
    <div
      className="graph"
      data-reading={reading}
      data-animate={animate && !seen}
      data-picking={pickable ? true : undefined}
      data-dragging={dragged ? true : undefined}
    >
      <svg
        ref={svg}
        className="graph-drawing"
        role="application"
        aria-label={summaryOf(scene, picture)}
        aria-description="Enter goes inside"
        aria-keyshortcuts="Enter"
        aria-activedescendant={here ? idOf(here.edge ?? here.node) : undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application has a keyboard
        tabIndex={0}
        data-walked={here ? true : undefined}
        onKeyDown={press}
        onBlur={blur}
        onPointerDownCapture={leave}
        onPointerOver={hover}
        onPointerLeave={unhover}
        onClick={click}
        onContextMenu={menu}
        onDoubleClick={unpin}
        {...longPress}
      >
        <defs>
          <pattern
            id="graph-hatch"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path className="hatch-line" d="M0,0V6" />
          </pattern>
        </defs>
        <g ref={layer} className="graph-layer">
          <Drawn marks={[false, true].map((pinned) => haloMark(scene, picture.cycles, pinned))} />
          <Edges
            {...shown}
            selected={selected}
            focus={focus}
            hovered={near}
            chosen={keptEdge}
            {...(props.only && { only: props.only })}
            idOf={idOf}
          />
          <Drawn marks={railMarks(shown.scene, shown.picture)} />
          <Nodes
            {...shown}
            isPlain={seen?.isPlain ?? false}
            selected={selected}
            pickable={pickable}
            pinned={props.pinned}
            focus={focus}
            idOf={idOf}
            described={told?.thing.is === 'node' ? { node: told.thing.key, by: `${prefix}told` } : null}
          />
          {here && <Ring scene={scene} here={here} />}
          <Labels {...shown} selected={selected} hovered={near} reading={reading} />
        </g>
      </svg>
      {told && <ToldCard id={`${prefix}told`} told={told} scene={scene} picture={picture} layer={layer} />}
      {here && (
        <p className="walk-keys" aria-hidden="true">
          <kbd>←↑↓→</kbd> move · <kbd>.</kbd> <kbd>,</kbd> references · <kbd>Enter</kbd> select ·{' '}
          <kbd>Esc</kbd> leave
        </p>
      )}
      <Legend reading={reading} />
      <Controls onZoom={viewport.zoomBy} onFit={viewport.fit} />
    </div>
  );
}

/** What tells of the place where somebody stands: beside a node, at the name of a reference. */
function standing(scene: Scene, { node, edge }: Stand): Told {
  const reference = scene.edges.find(({ id }) => id === edge);
  if (reference) return { thing: { is: 'edge', id: reference.id }, at: reference.label, half: 0 };
  const { x = 0, y = 0, height = 0 } = scene.nodes.find(({ key }) => key === node) ?? {};
  return { thing: { is: 'node', key: node }, at: { x, y }, half: height / 2 };
}
