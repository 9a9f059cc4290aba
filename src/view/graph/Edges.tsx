import type { EdgePicture, Key, Picture, Scene } from '../../scene/index.ts';
import { EdgeView } from './EdgeView.tsx';

interface EdgesProps {
  readonly scene: Scene;
  readonly picture: Picture;
  readonly selected: Key | null;
  readonly hovered: string | null;
  readonly onHover: (edge: string | null) => void;
}

export function isShown(edge: EdgePicture | undefined): edge is EdgePicture {
  return edge !== undefined && (edge.status !== 'none' || edge.change !== null);
}

export function Edges({ scene, picture, selected, hovered, onHover }: EdgesProps) {
  return scene.edges.map((edge, i) => {
    const shown = picture.edges[i];
    if (!isShown(shown)) return null;
    const isNear = hovered === edge.id || selected === edge.from || selected === edge.to;
    return (
      <EdgeView
        key={edge.id}
        edge={edge.id}
        path={edge.path}
        head={edge.head}
        shape={edge.shape}
        role={edge.role}
        status={shown.status}
        change={shown.change ?? ''}
        cycle={shown.cycle !== null}
        pinned={shown.pinned}
        focus={isNear ? 'yes' : selected ? 'no' : ''}
        onHover={onHover}
      />
    );
  });
}
