import type { Entry } from './entry.ts';

/** Where the page has buttons that stand for themselves; those of a list belong to what stands beside them. */
const PLACES = ['.bar', '.graph-room', '.tabs', '.palette', '.question', '.operations > .panel-actions'];

/** What those buttons are also called. */
const ALSO: Readonly<Record<string, string>> = {
  'Zoom in': 'larger bigger',
  'Zoom out': 'smaller',
  'Fit the graph into view': 'zoom whole',
  'all marks': 'legend symbols meaning colours',
  Operations: 'edit change delete remove move switch off',
  Text: 'edit write source',
};

/** Everything that a button of the page does and no key does. */
export function pageButtons(): readonly Entry[] {
  const all = PLACES.flatMap((place) => [
    ...document.querySelectorAll<HTMLButtonElement>(
      `${place} button:not(:disabled, [aria-keyshortcuts], li button)`,
    ),
  ]);
  return [...new Set(all)].map((button): Entry => {
    const isTab = button.closest('.tabs') !== null;
    const says = button.ariaLabel ?? button.textContent.trim();
    return {
      group: isTab ? 'Panel' : button.closest('.palette') ? 'Add' : 'Do',
      says,
      also: `${button.title} ${ALSO[says] ?? ''}`,
      hint: '',
      run: () => button.click(),
    };
  });
}

/** Shows what stands there, with the focus where it can take one. */
function show(element: HTMLElement): void {
  element.scrollIntoView({ block: 'nearest' });
  element.focus();
}

/** What is there to be unfolded, and the timeline. */
export function pagePlaces(): readonly Entry[] {
  const folded = document.querySelectorAll<HTMLElement>(':is(.graph-legend, .question) summary');
  const entries = [...folded].map((summary): Entry => {
    const says = summary.textContent.trim();
    return {
      group: 'Panel',
      says,
      also: ALSO[says] ?? '',
      hint: '',
      run: () => {
        summary.closest('details')?.setAttribute('open', '');
        show(summary);
      },
    };
  });
  const slider = document.querySelector<HTMLElement>('.timeline input');
  if (!slider) return entries;
  const timeline: Entry = {
    group: 'Panel',
    says: 'Timeline',
    also: 'slider',
    hint: '',
    run: () => show(slider),
  };
  return [...entries, timeline];
}

/** The panels that need no tab, because they are all there at once. */
export function panelsHere(): readonly Entry[] {
  const panels = [...document.querySelectorAll<HTMLElement>('.dock-right section.panel')];
  return panels.flatMap((panel): Entry[] => {
    const says = panel.ariaLabel ?? panel.querySelector('h2')?.firstChild?.textContent?.trim();
    if (!says) return [];
    return [{ group: 'Panel', says, hint: '', run: () => panel.scrollIntoView({ block: 'nearest' }) }];
  });
}
