import { Dialog } from '../dialogs/Dialog.tsx';
import { useApp } from '../useApp.ts';
import { DrawingPart } from './DrawingPart.tsx';
import { OpenButton } from './OpenButton.tsx';
import type { Pasted } from './openText.ts';
import { ReportPart } from './ReportPart.tsx';
import './mail.css';

interface PastedMailProps {
  readonly pasted: Pasted;
  readonly onClose: () => void;
}

function titleOf({ links, drawings }: Pasted): string {
  if (links.length > 0) return `${links.length} links`;
  if (drawings.length === 0) return 'A log of a kernel';
  return drawings.length === 1 ? 'A drawing' : `${drawings.length} drawings`;
}

/** What a mail has in it that is no scenario by itself: the links to choose from, each drawing, a log of a kernel. */
export function PastedMail({ pasted, onClose }: PastedMailProps) {
  const open = useApp((state) => state.open);
  const { links, drawings, report, notes } = pasted;
  const openThen: typeof open = (scenario) => {
    open(scenario);
    onClose();
  };
  return (
    <Dialog title={titleOf(pasted)} onClose={onClose}>
      {links.length > 0 && (
        <ul className="plain" aria-label="Links">
          {links.map(({ fragment, scenario }) => (
            <li key={fragment}>
              <OpenButton scenario={scenario} onOpen={openThen} />
            </li>
          ))}
        </ul>
      )}
      {drawings.map((drawing, i) => (
        <DrawingPart
          // biome-ignore lint/suspicious/noArrayIndexKey: the drawings of a mail never change, and two can be the same.
          key={i}
          drawing={drawing}
          heading={drawing.caption || (drawings.length > 1 ? `Drawing ${i + 1}` : '')}
          onOpen={openThen}
        />
      ))}
      {report && <ReportPart report={report} onOpen={openThen} />}
      {notes.length > 0 && (
        <>
          <h3>Not read</h3>
          <ul className="plain muted" aria-label="Not read">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
