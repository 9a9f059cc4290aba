import type { Reading } from '../../scene/index.ts';

/** Colours: of one theme, or of whichever the reader's system asks for. */
export type Theme = 'auto' | 'light' | 'dark';

/** What is chosen by whoever makes a picture. */
export interface Look {
  readonly theme: Theme;
  readonly reading: Reading;
  /** Where the moment can be opened: an address, or a fragment that some page has to stand before. */
  readonly link: string;
}

/** How an arrow is read. */
export const ARROW: Readonly<Record<Reading, string>> = {
  holds: 'holds a reference on',
  releases: 'releases, as on the list',
};
