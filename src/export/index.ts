export { FORMATS, type Format, type FormatName } from './picture/formats.ts';
export type { Look, Theme } from './picture/look.ts';
export { type Moment, momentOf } from './picture/moment.ts';
export { promelaOf } from './promela.ts';
export { tlaOf } from './tla.ts';
