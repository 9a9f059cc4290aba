import type { FormatName } from '../../export/index.ts';
import type { Store } from '../../store/index.ts';
import { arrived } from '../arrived.ts';
import { linkOf } from '../link/address.ts';

/** Puts a text into the clipboard and says so, or says why not. */
export async function copyText(store: Store, title: string, text: string): Promise<void> {
  const { notify, complain } = store.getState();
  if (text.trim() === '') return notify(`There is nothing to copy as ${title} at this step.`);
  try {
    await navigator.clipboard.writeText(text);
    notify(`Copied: ${title}.`);
  } catch {
    complain('The browser does not let the page copy. The export (e) saves it as a file.');
  }
}

/** Puts what is shown into the clipboard in a format that is text. */
export async function copyAs(store: Store, name: FormatName): Promise<void> {
  const { FORMATS, momentOf } = await arrived(import('../../export/index.ts'), 'Nothing was copied');
  const { document, reading } = store.getState();
  const moment = momentOf(document, document.design);
  if ('last' in moment) return;
  const { title, write } = FORMATS[name];
  await copyText(store, title, write(moment, { theme: 'auto', reading, link: linkOf(document) }));
}
