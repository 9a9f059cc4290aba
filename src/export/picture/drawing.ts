import {
  drawnEdges,
  drawnNodes,
  edgeMark,
  haloMark,
  type Mark,
  nodeMark,
  type Picture,
  plateMark,
  platesOf,
  putterOf,
  type Reading,
  railMarks,
  type Scene,
  type SceneEdge,
} from '../../scene/index.ts';
import { notTaken } from '../../trace/index.ts';

/** A part of the plane, from its upper left corner. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const NOBODY = { selected: null, hovered: null } as const;

/** All that is drawn of a picture, what lies below first: as on the page where nothing is selected. */
export function drawingOf(scene: Scene, picture: Picture, reading: Reading): readonly (Mark | null)[] {
  return [
    haloMark(scene, picture.cycles, false),
    haloMark(scene, picture.cycles, true),
    ...drawnEdges(scene, picture).map(edgeMark),
    ...railMarks(scene, picture),
    ...drawnNodes(scene, picture).map(nodeMark),
    ...platesOf(scene, picture, { ...NOBODY, reading }).map(plateMark),
  ];
}

const CHAR = 6.35;
/** Of a name: the badge before it, the second line below it, the space around it. */
const [BADGE, LINES, ROOM] = [18, 30, 12];

/** About what the name of a reference takes up where it is longest. */
function roomFor({ role, put, label }: SceneEdge, reading: Reading): Area {
  const note = Math.max(
    notTaken({ pointer: 'uninitialised' }).length,
    reading === 'releases' ? putterOf(put).length : 0,
  );
  const width = Math.max(role.length, note) * CHAR + BADGE + ROOM;
  return { x: label.x - width / 2, y: label.y - LINES / 2, width, height: LINES };
}

/**
 * What a scene takes up, with the names that its references may get: the same at each of its steps, so that pictures of
 * several fit over each other. The taps of an xarray have names so rarely that room is made where one of these pictures
 * has one.
 */
export function areaOf(scene: Scene, reading: Reading, pictures: readonly Picture[]): Area {
  const lines = scene.edges.filter(({ shape }) => shape === 'line');
  const named = pictures.flatMap((picture) => platesOf(scene, picture, { ...NOBODY, reading }));
  const all = [
    scene.bounds,
    ...lines.map((edge) => roomFor(edge, reading)),
    ...named.map(({ x, y, width, height }) => ({ x: x - width / 2, y: y - height / 2, width, height })),
  ];
  const x = Math.floor(Math.min(...all.map((box) => box.x)));
  const y = Math.floor(Math.min(...all.map((box) => box.y)));
  const right = Math.ceil(Math.max(...all.map((box) => box.x + box.width)));
  const bottom = Math.ceil(Math.max(...all.map((box) => box.y + box.height)));
  return { x, y, width: right - x, height: bottom - y };
}
