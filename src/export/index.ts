export { FORMATS, type Format, type FormatName } from './picture/formats.ts';
export type { Look, Theme } from './picture/look.ts';
export { type Moment, momentOf } from './picture/moment.ts';
export { promelaOf } from './promela.ts';
export { ringsIn } from './text/drawing.ts';
export { type Mail, readMail } from './text/mail.ts';
export { ringOf } from './text/ring.ts';
export { suggestionFor } from './text/suggestion.ts';
export { tlaOf } from './tla.ts';
