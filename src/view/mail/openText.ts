import type { Offers } from '../../export/index.ts';
import type { Store } from '../../store/index.ts';
import { arrived } from '../arrived.ts';

/** What somebody has pasted and has to look at: links to choose from, drawings, a log. */
export type Pasted = Offers;

/** What reads a pasted text; until it has arrived, whoever has the text keeps it. */
export function loadReader(again?: string) {
  return arrived(import('../../export/index.ts'), 'The text was not opened', again);
}

/** Opens whatever a text is: a link, a scenario or a drawing, out of a mail. What is open stays one step back. */
export async function openText(store: Store, text: string, show: (pasted: Pasted) => void): Promise<void> {
  const { readMail } = await loadReader('Paste or drop it again');
  const mail = readMail(text);
  const { open, complain } = store.getState();
  if (mail.kind === 'scenario') open(mail.scenario, mail.notes);
  else if (mail.kind === 'offers') show(mail);
  else complain(mail.because);
}
