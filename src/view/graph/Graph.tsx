import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
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
import { keyAt } from './keyAt.ts';
import { Labels } from './Labels.tsx';
import { Nodes } from './Nodes.tsx';
import { useLongPress } from './useLongPress.ts';
import { useViewport } from './useViewport.ts';
import './graph.css';

const Legend = lazily(async () => (await import('./Legend.tsx')).Legend);

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
  const viewport = useViewport(svg, layer, props.scene, picture, {
    onDrag: (key, to) => setDragged({ key, to }),
    onDrop: onPin,
  });
  const longPress = useLongPress(onMenu);

  const click = (event: MouseEvent) => {
    const key = keyAt(event.target);
    const isMore = event.target instanceof Element && event.target.closest('[data-more]') !== null;
    if (key && isMore) onMenu(key, event.clientX, event.clientY);
    else if (key && pickable) pickable.has(key) && onPick(key);
    else onSelect(key);
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
      data-animate={animate}
      data-picking={pickable ? true : undefined}
      data-dragging={dragged ? true : undefined}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list beside the drawing is its keyboard */}
      <svg
        ref={svg}
        className="graph-drawing"
        role="img"
        aria-label={summaryOf(scene, picture)}
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
            scene={scene}
            picture={picture}
            selected={selected}
            focus={focus}
            hovered={hovered}
            {...(props.only && { only: props.only })}
            onHover={onHover}
          />
          <Drawn marks={railMarks(scene, picture)} />
          <Nodes
            scene={scene}
            picture={picture}
            selected={selected}
            pickable={pickable}
            pinned={props.pinned}
            focus={focus}
          />
          <Labels scene={scene} picture={picture} selected={selected} hovered={hovered} reading={reading} />
        </g>
      </svg>
      <Legend reading={reading} />
      <Controls onZoom={viewport.zoomBy} onFit={viewport.fit} />
    </div>
  );
}
