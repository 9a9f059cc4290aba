export { cellsOf, keyOf } from './address.ts';
export type { Vertex } from './binding.ts';
export type { Key } from './keys.ts';
export type { NodeKind } from './kinds.ts';
export type { Places } from './layout.ts';
export { type Parting, partingsOf, type Told } from './parting.ts';
export {
  type Cycle,
  type EdgePicture,
  type NodePicture,
  type Picture,
  type Pip,
  pictureAt,
} from './picture.ts';
export type { Point } from './relax.ts';
export {
  moveNode,
  placesOf,
  type Scene,
  type SceneEdge,
  type SceneNode,
  sceneOf,
} from './scene.ts';
export type { Arc, Union } from './union.ts';
