import { useEffect, useRef } from 'react';
import { isLocal } from '../../export/index.ts';
import { Dialog } from '../dialogs/Dialog.tsx';

/** The link to copy by hand, where the browser does not let the page copy. */
export function LinkDialog({ link, onClose }: { readonly link: string; readonly onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <Dialog title="Link to this step" onClose={onClose}>
      <p>The browser does not let the page copy. The link is selected; copy it from here.</p>
      {isLocal(link) && <p>It leads to this machine: elsewhere it is of no use.</p>}
      <input ref={field} className="mono wide" readOnly value={link} aria-label="Link" />
    </Dialog>
  );
}
