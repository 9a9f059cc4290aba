import type { Picture } from '../../../scene/index.ts';
import { lastFrame } from '../../../trace/index.ts';
import { areaOf, drawingOf } from '../drawing.ts';
import type { Look } from '../look.ts';
import { type Moment, pictureOf } from '../moment.ts';
import { operationAt, saidOf } from '../said.ts';
import { escapeXml, xmlOf } from '../xml.ts';
import { documentOf } from './svg.ts';

/** Pictures beyond which a strip is no strip. */
const MOST = 8;
const ACROSS = 4;
const SCALE = 0.55;
const GAP = 12;
/** Of a panel: where nothing is, there is still room for its title. */
const NARROWEST = 300;
/** In the units of a panel. */
const TITLE = 40;
const LETTER = 13.5;

/** How much of a graph is another one: nodes and references that came, went or changed their state. */
function difference(before: Picture, after: Picture): number {
  const nodes = after.nodes.filter(({ status, pinned, stranded }, i) => {
    const was = before.nodes[i];
    return was?.status !== status || was.pinned !== pinned || was.stranded !== stranded;
  });
  return nodes.length + after.edges.filter(({ status }, i) => before.edges[i]?.status !== status).length;
}

/** One picture of a strip: the end of an operation, by its index. */
export interface KeyFrame {
  readonly op: number;
  readonly frame: number;
}

/**
 * The ends of the operations that changed the graph most, at most 8 of them, in the order in which they ran. The one that
 * decides the verdict is always there.
 *
 * @internal
 */
export function keyFramesOf(moment: Moment): readonly KeyFrame[] {
  const { run, verdict } = moment;
  const { frame: decided } = verdict.headline;
  const candidates = run.ops.map(({ first, last }, op) => {
    const decides = first < decided && decided <= last;
    const changed = first === last ? 0 : difference(pictureOf(moment, first), pictureOf(moment, last));
    return { op, frame: last, worth: decides ? Number.POSITIVE_INFINITY : changed };
  });
  return candidates
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || b.op - a.op)
    .slice(0, MOST)
    .sort((a, b) => a.op - b.op)
    .map(({ op, frame }) => ({ op, frame }));
}

function shorten(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, Math.max(letters - 1, 1))}…` : text;
}

/** The run in small: one picture for each operation that counts, side by side, each with what was done. */
export function stripOf(moment: Moment, look: Look): string {
  const frames = keyFramesOf(moment);
  const pictures = frames.map(({ frame }) => pictureOf(moment, frame));
  const { x, y, height, ...area } = areaOf(moment.scene, look.reading, pictures);
  const width = Math.max(area.width, NARROWEST);
  const [across, down] = [width * SCALE, (height + TITLE) * SCALE];
  const columns = Math.min(ACROSS, Math.ceil(frames.length / Math.ceil(frames.length / ACROSS)) || 1);
  const panels = pictures.map((picture, i) => {
    const { op, frame } = frames[i] as KeyFrame;
    const at = [GAP + (i % columns) * (across + GAP), GAP + Math.floor(i / columns) * (down + GAP)];
    const title = operationAt(moment, op);
    const drawn = drawingOf(moment.scene, picture, look.reading).map(xmlOf);
    return `<g class="step" data-frame="${frame}" transform="translate(${at.join()}) scale(${SCALE}) translate(${-x},${TITLE - y})">
<title>${escapeXml(title)}</title>
<rect class="panel" x="${x}" y="${y - TITLE}" width="${width}" height="${height + TITLE}"/>
<text class="panel-title" x="${x + 10}" y="${y - 12}">${escapeXml(shorten(title, Math.floor((width - 20) / LETTER)))}</text>
${drawn.filter(Boolean).join('\n')}
</g>`;
  });
  const paper = {
    x: 0,
    y: 0,
    width: Math.ceil(GAP + columns * (across + GAP)),
    height: Math.ceil(GAP + Math.ceil(frames.length / columns) * (down + GAP)),
  };
  const told = frames.map(({ op }) => operationAt(moment, op)).join('; ');
  const said = {
    ...saidOf({ ...moment, frame: lastFrame(moment.run) }),
    place: `After operation${frames.length > 1 ? 's' : ''} ${frames.map(({ op }) => op + 1).join(', ')}`,
    step: '',
  };
  return documentOf(
    paper,
    said,
    `After each of these operations: ${told}. ${said.verdict} ${said.because}.`,
    panels,
    look,
  );
}
