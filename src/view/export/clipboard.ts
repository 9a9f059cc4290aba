import type { Look, Moment } from '../../export/index.ts';
import type { Offer } from './offers.ts';

/** Puts a file into the clipboard: a picture of pixels as one, all else as the text that it is. */
export async function copy(offer: Offer, moment: Moment, look: Look): Promise<void> {
  if (offer.media !== 'image/png') return navigator.clipboard.writeText(offer.write(moment, look));
  // The file as a promise: a browser forgets about the click while it waits for one.
  const file = offer.file(moment, look);
  await Promise.all([navigator.clipboard.write([new ClipboardItem({ [offer.media]: file })]), file]);
}
