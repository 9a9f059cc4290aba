import type { EdgePicture, Key, Picture, Scene, SceneEdge } from '../../scene/index.ts';
import { EdgeLabel } from './EdgeLabel.tsx';
import { isShown } from './Edges.tsx';
import type { Reading } from './Legend.tsx';

interface LabelsProps {
  readonly scene: Scene;
  readonly picture: Picture;
  readonly selected: Key | null;
  readonly hovered: string | null;
  readonly reading: Reading;
}

function noteOf({ put }: SceneEdge, { status, change }: EdgePicture, reading: Reading): string {
  if (status === 'uncounted' || (status === 'none' && change === 'put'))
    return status === 'uncounted' ? 'not counted' : 'put';
  return reading === 'releases' ? `put: ${put}` : '';
}

/** Names for the references that matter now: of a cycle, left out, moved by this step, pointed at, selected. */
export function Labels({ scene, picture, selected, hovered, reading }: LabelsProps) {
  return scene.edges.map((edge, i) => {
    const shown = picture.edges[i];
    if (!isShown(shown)) return null;
    const isTap = edge.shape === 'tap';
    const isNear = hovered === edge.id || (!isTap && (selected === edge.from || selected === edge.to));
    const isMoved = shown.change !== null && !isTap;
    if (shown.cycle === null && shown.status !== 'uncounted' && !isNear && !isMoved) return null;
    return (
      <EdgeLabel
        key={edge.id}
        x={edge.label.x}
        y={edge.label.y}
        text={edge.role}
        note={noteOf(edge, shown, reading)}
        number={shown.cycle}
        status={shown.status}
        pinned={shown.pinned}
      />
    );
  });
}
