import type { Entry } from './entry.ts';

/** Where the page has buttons that stand for themselves; those of a list belong to what stands beside them. */
const PLACES = ['.bar', '.graph-room', '.tabs', '.palette', '.question', '.operations > .panel-actions'];

/** What those buttons are also called. */
const ALSO: Readonly<Record<string, string>> = {
  'Zoom in': 'larger bigger',
  'Zoom out': 'smaller',
  'Fit the graph into view': 'zoom whole',
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

/** The panels that need no tab, because they are all there at once. */
export function panelsHere(): readonly Entry[] {
  const panels = [...document.querySelectorAll<HTMLElement>('.dock-right section.panel')];
  return panels.flatMap((panel): Entry[] => {
    const says = panel.ariaLabel ?? panel.querySelector('h2')?.firstChild?.textContent?.trim();
    if (!says) return [];
    return [{ group: 'Panel', says, hint: '', run: () => panel.scrollIntoView({ block: 'nearest' }) }];
  });
}
