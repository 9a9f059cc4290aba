import type { Offers } from '../../export/index.ts';
import type { Store } from '../../store/index.ts';

/** What somebody has pasted and has to look at: links to choose from, drawings, a log. */
export type Pasted = Offers;

/** Opens whatever a text is: a link, a scenario or a drawing, out of a mail. What is open stays one step back. */
export async function openText(store: Store, text: string, show: (pasted: Pasted) => void): Promise<void> {
  const { readMail } = await import('../../export/index.ts');
  const mail = readMail(text);
  const { open, complain } = store.getState();
  if (mail.kind === 'scenario') open(mail.scenario, mail.notes);
  else if (mail.kind === 'offers') show(mail);
  else complain(mail.because);
}
