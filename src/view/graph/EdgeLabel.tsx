import { memo } from 'react';
import { type Plate, plateMark } from '../../scene/index.ts';
import { Drawn } from './Drawn.tsx';

/** The name of a reference; it is drawn again only when one of its values changes. */
export const EdgeLabel = memo(function EdgeLabel(plate: Plate) {
  return <Drawn marks={[plateMark(plate)]} />;
});
