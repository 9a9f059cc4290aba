import { ARROW, type Look } from './look.ts';
import type { Said } from './said.ts';
import { wrap } from './wrap.ts';
import { escapeXml } from './xml.ts';

const LINE = 17;
const PAD = 16;
const TOP = 24;
/** About what a letter of the caption takes up, and a bold one: on the safe side, for no two systems have the same. */
const CHAR = 6.7;
const BOLD = 7.6;

/** The lines of a caption, in XML. */
function linesOf({ title, verdict, because, place, step }: Said, width: number): readonly string[] {
  const letters = Math.floor(width / CHAR);
  const spans = (name: string, lines: readonly string[]) =>
    lines.map((line) => `<tspan class="${name}">${escapeXml(line)}</tspan>`);
  const [first = '', ...rest] = spans(
    'said',
    wrap(because, letters, Math.ceil((verdict.length * BOLD) / CHAR) + 1),
  );
  return [
    ...spans('title', wrap(title, Math.floor(width / BOLD))),
    `<tspan class="verdict" data-verdict="${verdict}">${verdict}</tspan> ${first}`,
    ...rest,
    ...spans('place', wrap(place, letters)),
    ...(step ? spans('said', wrap(step, letters)) : []),
  ];
}

/** How to read the marks, each with the width it takes up. */
function legend(reading: Look['reading']): readonly { readonly source: string; readonly width: number }[] {
  const entry = (drawn: string, drawnWidth: number, text: string) => ({
    source: `${drawn}<text x="${drawnWidth + 6}" y="4">${text}</text>`,
    width: drawnWidth + 6 + text.length * CHAR + 18,
  });
  return [
    entry('<path class="line" d="M1,0H27"/><path class="head" d="M34,0L26,-3.5V3.5Z"/>', 34, ARROW[reading]),
    entry('<path class="line uncounted" d="M1,0H11M23,0H34"/>', 34, 'not taken'),
    entry(
      '<circle data-pip="x" cx="5" r="3"/><circle data-pip="r" cx="14" r="3"/><circle data-pip="h" cx="23" r="3"/>',
      30,
      'counted: xarray, holder, unexplained',
    ),
  ];
}

export interface Caption {
  readonly source: string;
  readonly height: number;
}

/** What a picture is of, below it: scenario, verdict, step and legend, as wide as the picture. */
export function captionOf(said: Said, reading: Look['reading'], width: number): Caption {
  const lines = linesOf(said, width - 2 * PAD);
  const texts = lines.map((line, i) => `<text x="${PAD}" y="${TOP + i * LINE}">${line}</text>`);
  let [x, y] = [PAD, TOP + lines.length * LINE + 4];
  const entries = legend(reading).map((entry) => {
    if (x > PAD && x + entry.width > width) [x, y] = [PAD, y + LINE];
    const placed = `<g transform="translate(${x},${y})">${entry.source}</g>`;
    x += entry.width;
    return placed;
  });
  return {
    source: [`<path class="rule" d="M0,0H${width}"/>`, ...texts, ...entries].join('\n'),
    height: y + PAD,
  };
}
