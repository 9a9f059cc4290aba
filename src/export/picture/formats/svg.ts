import { summaryOf } from '../../../scene/index.ts';
import { captionOf } from '../caption.ts';
import { type Area, areaOf, drawingOf } from '../drawing.ts';
import type { Look } from '../look.ts';
import { type Moment, pictureOf } from '../moment.ts';
import { type Said, saidOf } from '../said.ts';
import { styleOf } from '../style.ts';
import { escapeXml, xmlOf } from '../xml.ts';

/** Narrower than this a caption has more lines than it says things. */
const NARROWEST = 420;

/** A document with a drawing and its caption, which asks nothing of anything outside. */
export function documentOf(
  { x, y, width, height }: Area,
  said: Said,
  described: string,
  drawn: readonly string[],
  look: Look,
): string {
  const wide = Math.max(width, NARROWEST);
  const left = Math.floor(x - (wide - width) / 2);
  const caption = captionOf(said, look.reading, wide);
  const high = height + caption.height;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${y} ${wide} ${high}" width="${wide}" height="${high}" role="img" aria-labelledby="title desc">
<title id="title">${escapeXml(said.title)}</title>
<desc id="desc">${escapeXml(`${described} ${look.link}`)}</desc>
<style>${styleOf(look)}</style>
<defs><pattern id="release-graph-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch-line" d="M0,0V6"/></pattern></defs>
<rect class="paper" x="${left}" y="${y}" width="${wide}" height="${high}"/>
${drawn.filter(Boolean).join('\n')}
<g class="caption" transform="translate(${left},${y + height})">
${caption.source}
</g>
</svg>
`;
}

/** The graph at a moment as an SVG document: the same coordinates, words and marks as on the page. */
export function svgOf(moment: Moment, look: Look): string {
  const { scene } = moment;
  const picture = pictureOf(moment);
  const said = saidOf(moment);
  const described = `${summaryOf(scene, picture)} ${said.verdict} ${said.because}. ${said.place}. ${said.step}`;
  const drawn = drawingOf(scene, picture, look.reading).map(xmlOf);
  return documentOf(areaOf(scene, look.reading, [picture]), said, described, drawn, look);
}
