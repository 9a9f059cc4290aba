import { drawnNodes, type Key, type Picture, type Scene } from '../../scene/index.ts';
import { NodeView } from './NodeView.tsx';

interface NodesProps {
  readonly scene: Scene;
  readonly picture: Picture;
  /** Only outlines. */
  readonly isPlain: boolean;
  readonly selected: Key | null;
  readonly pickable: ReadonlySet<Key> | undefined;
  readonly pinned: ReadonlySet<Key> | undefined;
  readonly focus: ReadonlySet<Key> | null;
  readonly idOf: (key: string) => string;
  /** The node that is told of, and what tells of it. */
  readonly described: { readonly node: Key; readonly by: string } | null;
}

export function Nodes({
  scene,
  picture,
  isPlain,
  selected,
  pickable,
  pinned,
  focus,
  idOf,
  described,
}: NodesProps) {
  const lit = new Set(picture.cycles.flatMap((cycle) => cycle.nodes));
  return drawnNodes(scene, picture).map((drawn) => {
    const { node: key, touch } = drawn;
    return (
      <NodeView
        key={key}
        {...drawn}
        isPlain={isPlain}
        dim={focus !== null && !focus.has(key) && !lit.has(key) && touch === ''}
        selected={selected === key}
        fixed={pinned?.has(key) ?? false}
        elementId={idOf(key)}
        describedBy={described?.node === key ? described.by : undefined}
        pick={pickable ? (pickable.has(key) ? 'yes' : 'no') : ''}
      />
    );
  });
}
