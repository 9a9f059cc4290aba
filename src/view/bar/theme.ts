/** `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const KEY = 'release-graph.theme';

const told = new Set<() => void>();

/** Says when the theme changes. Returns how to stop. */
export function onTheme(tell: () => void): () => void {
  told.add(tell);
  return () => told.delete(tell);
}

/** The theme that is shown. */
export function shownTheme(): Theme {
  return THEMES.find((theme) => theme === document.documentElement.dataset.theme) ?? 'auto';
}

/** What was chosen last; a browser that keeps nothing gets `auto`. */
export function savedTheme(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto';
  } catch {
    return 'auto';
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const tell of told) tell();
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is refused: the theme lasts as long as the page.
  }
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
}
