export { cellsOf, keyOf } from './address.ts';
export type { Vertex } from './binding.ts';
export { type DrawnEdge, drawnEdges, edgeMark } from './drawing/edges.ts';
export { haloMark } from './drawing/halo.ts';
export type { Mark } from './drawing/mark.ts';
export { type DrawnNode, drawnNodes, nodeMark } from './drawing/nodes.ts';
export { type Plate, plateMark, platesOf, putterOf, type Reading } from './drawing/plates.ts';
export { railMarks } from './drawing/rails.ts';
export { type SketchPicture, sketchPicture } from './drawing/sketch.ts';
export { summaryOf } from './drawing/summary.ts';
export { nodeLine, type Reference, referencesOf, type Thing } from './drawing/told.ts';
export { namer, stateWord } from './drawing/words.ts';
export type { Key } from './keys.ts';
export type { NodeKind } from './kinds.ts';
export type { Places } from './layout/layout.ts';
export type { Point } from './layout/relax.ts';
export { apart } from './layout/spread.ts';
export {
  type Cycle,
  type EdgePicture,
  type NodePicture,
  type Picture,
  type Pip,
  pictureAt,
} from './picture.ts';
export { differencesOf, type RunDifference, type Told } from './run_difference.ts';
export {
  boundsOf,
  moveNode,
  placesOf,
  planScene,
  type Scene,
  type SceneEdge,
  type SceneNode,
  sceneOf,
} from './scene.ts';
export type { Arc, Union } from './union.ts';
export { within } from './within.ts';
