import { type Sketch, type SketchNode, sketchOf } from '../sketch/sketch.ts';
import type { Sketched } from '../sketch/sketch_rows.ts';
import { edgeMark } from './edges.ts';
import { haloMark } from './halo.ts';
import { type Mark, markOf } from './mark.ts';
import { aside, type Plate, plateAt, plateMark } from './plates.ts';

/** Names and references that a picture of it can show. */
const MOST_NODES = 40;
const MOST_EDGES = 80;

const CHAR = 7.25;
const MARGIN = 16;
const RADIUS = 7;

/** The picture of a drawing, in the space that it takes up. */
export interface SketchPicture {
  readonly marks: readonly (Mark | null)[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function nodeMark({ key, x, y, width, height }: SketchNode): Mark {
  const room = Math.floor((width - 12) / CHAR);
  return markOf(
    'g',
    { className: 'node', transform: `translate(${x},${y})` },
    markOf('rect', { className: 'body', x: -width / 2, y: -height / 2, width, height, rx: RADIUS }),
    markOf(
      'text',
      { className: 'name', y: 4, textAnchor: 'middle' },
      key.length > room ? `${key.slice(0, room - 1)}…` : key,
    ),
  );
}

/** What nodes, lines and plates take up, with a margin. */
function spaceOf({ nodes, edges }: Sketch, plates: readonly Plate[], margin: number) {
  const boxes = [...nodes, ...plates, ...edges.map(({ label }) => ({ ...label, width: 0, height: 0 }))];
  const [left, top] = [
    Math.min(...boxes.map((box) => box.x - box.width / 2)) - margin,
    Math.min(...boxes.map((box) => box.y - box.height / 2)) - MARGIN,
  ];
  return {
    x: left,
    y: top,
    width: Math.max(...boxes.map((box) => box.x + box.width / 2)) + margin - left,
    height: Math.max(...boxes.map((box) => box.y + box.height / 2)) + MARGIN - top,
  };
}

/**
 * Draws a graph that somebody has drawn, with its cycles as the picture of a run marks them: the names along each, in
 * its order. Null where it has too many names or references to be looked at.
 */
export function sketchPicture(
  edges: readonly Sketched[],
  rings: readonly (readonly string[])[],
  width: number,
): SketchPicture | null {
  const names = new Set(edges.flatMap(({ from, to }) => [from, to]));
  if (names.size > MOST_NODES || edges.length > MOST_EDGES) return null;
  const sketch = sketchOf(edges, width - 2 * MARGIN);
  const cycles = rings.map((nodes) => ({
    nodes,
    edges: nodes.map((name, i) => `${name}\n${nodes[(i + 1) % nodes.length]}`),
    pinned: false,
  }));
  const numberOf = (id: string) => {
    const found = cycles.map((cycle) => cycle.edges.indexOf(id)).find((at) => at >= 0);
    return found === undefined ? null : found + 1;
  };
  const plates: Plate[] = [];
  for (const { id, label, verb } of sketch.edges) {
    const number = numberOf(id);
    if (verb === '' && number === null) continue;
    const plate = plateAt(id, label, verb, number);
    plates.push(aside(plate, { nodes: sketch.nodes, bounds: spaceOf(sketch, plates, plate.width) }, plates));
  }
  const marks = [
    haloMark(sketch, cycles, false),
    ...sketch.edges.map(({ id, from, to, path, head }) =>
      edgeMark({
        edge: id,
        from,
        to,
        path,
        head,
        shape: 'line',
        role: '',
        status: 'held',
        says: '',
        notTaken: '',
        change: '',
        cycle: numberOf(id) !== null,
        pinned: false,
      }),
    ),
    ...sketch.nodes.map(nodeMark),
    ...plates.map(plateMark),
  ];
  return { marks, ...spaceOf(sketch, plates, MARGIN) };
}
