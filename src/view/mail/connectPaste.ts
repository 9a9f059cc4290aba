import { LIMITS, type Store } from '../../store/index.ts';
import { openText, type Pasted } from './openText.ts';

/** What takes a paste for itself. */
const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, dialog') !== null;

/** Opens what is pasted or dropped anywhere on the page. Returns how to stop. */
export function connectPaste(store: Store, show: (pasted: Pasted) => void): () => void {
  const { complain } = store.getState();
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text.trim() === '' || isField(event.target) || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    void openText(store, text, show);
  };
  const over = (event: DragEvent) => {
    if (event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/plain'))
      event.preventDefault();
  };
  const drop = async (event: DragEvent) => {
    const [file, ...others] = event.dataTransfer?.files ?? [];
    const text = event.dataTransfer?.getData('text/plain') ?? '';
    if ((!file && !text) || isField(event.target)) return;
    event.preventDefault();
    if (others.length > 0) complain(`${others.length + 1} files were dropped; one at a time can be opened.`);
    else if (file && file.size > LIMITS.text)
      complain(`${file.name} has ${file.size} bytes; at most ${LIMITS.text} are read. Nothing was opened.`);
    else await openText(store, file ? await file.text() : text, show);
  };
  document.addEventListener('paste', paste);
  document.addEventListener('dragover', over);
  document.addEventListener('drop', drop);
  return () => {
    document.removeEventListener('paste', paste);
    document.removeEventListener('dragover', over);
    document.removeEventListener('drop', drop);
  };
}
