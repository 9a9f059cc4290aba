import type { Mark } from '../../scene/index.ts';

/** What no XML document may hold, however it is written. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in XML, between tags and in attributes. What XML cannot hold is replaced. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark);
}

/** The names that attributes have in SVG, where they are others than in the DOM. */
const NAMES: Readonly<Record<string, string>> = { className: 'class', textAnchor: 'text-anchor' };

/** The source of a mark. */
export function xmlOf(mark: Mark | string | null): string {
  if (mark === null) return '';
  if (typeof mark === 'string') return escapeXml(mark);
  const attributes = Object.entries(mark.attributes).map(([name, value]) =>
    value === undefined ? '' : ` ${NAMES[name] ?? name}="${escapeXml(String(value))}"`,
  );
  const inside = mark.inside.map(xmlOf).join('');
  const open = `<${mark.name}${attributes.join('')}`;
  return inside ? `${open}>${inside}</${mark.name}>` : `${open}/>`;
}
