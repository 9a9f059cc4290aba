import type { Side } from './Divider.tsx';

/** How much the panels take, in pixels, where somebody has pulled at them. */
export type Sizes = Readonly<Partial<Record<Side, number>>>;

const KEY = 'release-graph.panels';
const SIDES: readonly Side[] = ['left', 'right', 'below'];

/** What was chosen last; nothing in a browser that keeps nothing, or that keeps something else under this name. */
export function savedSizes(): Sizes {
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return Object.fromEntries(
      SIDES.flatMap((side) => (saved[side] > 0 ? [[side, Number(saved[side])]] : [])),
    );
  } catch {
    return {};
  }
}

export function saveSizes(sizes: Sizes): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(sizes));
  } catch {
    // Storage is refused: the sizes last as long as the page.
  }
}
