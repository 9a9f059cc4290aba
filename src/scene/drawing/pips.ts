import { type Mark, markOf } from './mark.ts';

const STEP = 8.5;
const MOST = 7;

/**
 * The holders of a node, one dot each. A letter is one counted reference: `x` the xarray's, `r` any other, `s`
 * short-term, `h` one that nobody explains.
 */
export function pipMarks(pips: string, x: number, y: number): Mark {
  const shown = pips.length > MOST ? pips.slice(0, MOST - 2) : pips;
  const more = pips.length - shown.length;
  return markOf(
    'g',
    { className: 'pips', transform: `translate(${x},${y})` },
    ...[...shown].map((pip, i) => markOf('circle', { 'data-pip': pip, cx: i * STEP, r: 3 })),
    more > 0 ? markOf('text', { x: shown.length * STEP - 2, y: 3.5 }, `+${more}`) : null,
  );
}
