import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import {
  boundsOf,
  drawnEdges,
  drawnNodes,
  type Key,
  type Picture,
  type Scene,
} from '../../../scene/index.ts';
import { chord } from '../../keyboard/keys.ts';
import type { Bounds } from '../viewport/framing.ts';
import { gone, round, type Stand, standIn, walkOf } from './walking.ts';

export interface Walker {
  readonly scene: Scene;
  readonly picture: Picture;
  readonly selected: Key | null;
  reveal(part: Bounds): void;
  onAct(stand: Stand): void;
  onMenu(key: Key): void;
}

/**
 * The keyboard of a drawing. It is one stop of Tab, and the keys of the page act there as anywhere. Enter goes inside,
 * where arrows move among nodes and references until Escape or Tab leaves.
 */
export function useWalk({ scene, picture, selected, reveal, onAct, onMenu }: Walker) {
  const [stand, setStand] = useState<Stand | null>(null);
  const last = useRef<Stand | null>(null);
  const nodes = stand ? drawnNodes(scene, picture) : [];
  const edges = stand ? drawnEdges(scene, picture) : [];
  const here = stand && standIn(nodes, edges, stand);

  const leave = () => {
    if (here) last.current = here;
    setStand(null);
  };
  const press = (event: KeyboardEvent) => {
    const pressed = chord(event);
    if (event.altKey) return;
    if (!here) {
      if (pressed !== 'Enter') return;
      setStand(selected ? { node: selected, edge: null } : (last.current ?? { node: '', edge: null }));
    } else if (event.key === 'Tab') {
      leave();
      return;
    } else
      switch (walkOf(pressed)) {
        case 'act':
          onAct(here);
          break;
        case 'go':
          setStand(gone(nodes, edges, here, pressed));
          break;
        case 'round':
          setStand(round(edges, here, pressed === '.' ? 1 : -1));
          break;
        case 'menu':
          onMenu(here.node);
          break;
        case 'leave':
          leave();
          break;
        default:
          return;
      }
    event.preventDefault();
  };
  // A menu and a dialog give the focus back, and so does a window that was left.
  const blur = ({ relatedTarget, currentTarget }: FocusEvent) => {
    const isBack = relatedTarget?.closest('dialog, [role=menu]') || document.activeElement === currentTarget;
    if (!isBack && here) leave();
  };

  const place = here && `${here.edge ?? here.node}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of place that counts
  useEffect(() => {
    if (!here) return;
    const edge = scene.edges.find(({ id }) => id === here.edge);
    const ends = edge ? [edge.from, edge.to] : [here.node];
    reveal(boundsOf(scene.nodes.filter(({ key }) => ends.includes(key))));
  }, [place]);

  return { here, press, blur, leave };
}
