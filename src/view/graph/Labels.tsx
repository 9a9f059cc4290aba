import { type Key, type Picture, platesOf, type Reading, type Scene } from '../../scene/index.ts';
import { EdgeLabel } from './EdgeLabel.tsx';

interface LabelsProps {
  readonly scene: Scene;
  readonly picture: Picture;
  readonly selected: Key | null;
  readonly hovered: string | null;
  readonly reading: Reading;
}

export function Labels({ scene, picture, ...focus }: LabelsProps) {
  return platesOf(scene, picture, focus).map((plate) => <EdgeLabel key={plate.id} {...plate} />);
}
