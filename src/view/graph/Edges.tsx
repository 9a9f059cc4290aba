import type { EdgePicture, Key, Picture, Scene, SceneEdge } from '../../scene/index.ts';
import { EdgeView } from './EdgeView.tsx';

interface EdgesProps {
  readonly scene: Scene;
  readonly picture: Picture;
  readonly selected: Key | null;
  readonly focus: ReadonlySet<Key> | null;
  readonly hovered: string | null;
  readonly only?: ReadonlySet<string>;
  readonly onHover: (edge: string | null) => void;
}

export function isShown(edge: EdgePicture | undefined): edge is EdgePicture {
  return edge !== undefined && (edge.status !== 'none' || edge.change !== null);
}

export function Edges({ scene, picture, selected, focus, hovered, only, onHover }: EdgesProps) {
  const isNear = ({ id, from, to }: SceneEdge) => hovered === id || selected === from || selected === to;
  const isFar = ({ from, to }: SceneEdge) =>
    focus ? !(focus.has(from) && focus.has(to)) : selected !== null;
  return (
    <>
      {scene.edges.map((edge, i) => {
        const shown = picture.edges[i];
        if (!isShown(shown)) return null;
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
            only={only?.has(edge.id) ?? false}
            focus={isNear(edge) ? 'yes' : isFar(edge) ? 'no' : ''}
            onHover={onHover}
          />
        );
      })}
      {/* Once more on top: on a rail, others would cover what is looked at. */}
      {scene.edges.map(
        (edge, i) =>
          edge.shape === 'tap' &&
          isNear(edge) &&
          picture.edges[i]?.status === 'held' && <path key={edge.id} className="tap-focus" d={edge.path} />,
      )}
    </>
  );
}
