import { FORMATS, type Format, type Look, type Moment } from '../../export/index.ts';
import { pngOf } from './raster.ts';

/** What the dialog offers: a format, and how a file of it is made where that is not its text. */
export interface Offer extends Format {
  readonly isPicture: boolean;
  file(moment: Moment, look: Look): Promise<Blob>;
}

const isPicture = ({ media }: Format) => media === 'image/svg+xml';

const written = (format: Format): Offer => ({
  ...format,
  isPicture: isPicture(format),
  file: async (moment, look) => new Blob([format.write(moment, look)], { type: format.media }),
});

/** What a theme that follows the reader comes to where the reader is whoever looks at the page. */
function shownTheme(): 'light' | 'dark' {
  const { theme } = document.documentElement.dataset;
  if (theme === 'light' || theme === 'dark') return theme;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** A picture of pixels has one theme. */
const settled = (look: Look): Look => (look.theme === 'auto' ? { ...look, theme: shownTheme() } : look);

const PNG: Offer = {
  title: 'PNG',
  says: 'The same as pixels, at twice the size on the page, for where an SVG is not taken.',
  extension: 'png',
  media: 'image/png',
  isPicture: true,
  write: (moment, look) => FORMATS.svg.write(moment, settled(look)),
  file: (moment, look) => pngOf(FORMATS.svg.write(moment, settled(look))),
};

/** All that there is to choose from: every format there is, and PNG beside the SVG that it is made from. */
export const OFFERS: readonly Offer[] = Object.values(FORMATS).flatMap((format) =>
  format === FORMATS.svg ? [written(format), PNG] : [written(format)],
);
