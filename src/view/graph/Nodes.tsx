import { drawnNodes, type Key, type Picture, type Scene } from '../../scene/index.ts';
import { NodeView } from './NodeView.tsx';

interface NodesProps {
  readonly scene: Scene;
  readonly picture: Picture;
  readonly selected: Key | null;
  readonly pickable: ReadonlySet<Key> | undefined;
  readonly pinned: ReadonlySet<Key> | undefined;
  readonly focus: ReadonlySet<Key> | null;
}

export function Nodes({ scene, picture, selected, pickable, pinned, focus }: NodesProps) {
  const lit = new Set(picture.cycles.flatMap((cycle) => cycle.nodes));
  return drawnNodes(scene, picture).map((drawn) => {
    const { node: key, touch } = drawn;
    return (
      <NodeView
        key={key}
        {...drawn}
        dim={focus !== null && !focus.has(key) && !lit.has(key) && touch === ''}
        selected={selected === key}
        fixed={pinned?.has(key) ?? false}
        pick={pickable ? (pickable.has(key) ? 'yes' : 'no') : ''}
      />
    );
  });
}
