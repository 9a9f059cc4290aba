import type { Picture, Scene } from '../../scene/index.ts';
import { EdgeLabel } from './EdgeLabel.tsx';
import { type Focus, platesOf } from './plates.ts';

interface LabelsProps extends Focus {
  readonly scene: Scene;
  readonly picture: Picture;
}

export function Labels({ scene, picture, ...focus }: LabelsProps) {
  return platesOf(scene, picture, focus).map(({ id, shown, ...plate }) => (
    <EdgeLabel key={id} {...plate} number={shown.cycle} status={shown.status} pinned={shown.pinned} />
  ));
}
