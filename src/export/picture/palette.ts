/** The colours of the page that the drawing uses, by the names that its theme has for them. */
export interface Palette {
  readonly bg: string;
  readonly panel: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly hold: string;
  readonly release: string;
  readonly leak: string;
  readonly ok: string;
  readonly warn: string;
  readonly ghost: string;
}

export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    bg: '#fcfcfb',
    panel: '#f5f5f3',
    line: '#d9d8d3',
    text: '#1d1d1b',
    muted: '#62615c',
    accent: '#6b3fa0',
    hold: '#1f5fae',
    release: '#a8500a',
    leak: '#b3261e',
    ok: '#1c6e3d',
    warn: '#8a5a00',
    ghost: '#85847e',
  },
  dark: {
    bg: '#161617',
    panel: '#1e1e20',
    line: '#38383b',
    text: '#e8e7e3',
    muted: '#a09f99',
    accent: '#c3a1ee',
    hold: '#7db4f5',
    release: '#f0a35e',
    leak: '#ff8a80',
    ok: '#7fd19b',
    warn: '#e5b95c',
    ghost: '#7d7c77',
  },
};

const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** `percent` of one colour and the rest of another. Not every program that shows SVG can mix colours itself. */
export function mix(colour: string, percent: number, other: string): string {
  const rest = channels(other);
  const mixed = channels(colour).map((value, i) =>
    Math.round((value * percent + (rest[i] ?? 0) * (100 - percent)) / 100),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
