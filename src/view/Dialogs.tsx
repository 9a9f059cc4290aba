import { lazy, Suspense } from 'react';
import type { Commands } from './keys.ts';
import type { Pasted } from './mail/openText.ts';
import type { Shown } from './usePicture.ts';

const Help = lazy(async () => ({ default: (await import('./bar/Help.tsx')).Help }));
const Library = lazy(async () => ({ default: (await import('./bar/Library.tsx')).Library }));
const LinkDialog = lazy(async () => ({ default: (await import('./bar/LinkDialog.tsx')).LinkDialog }));
const CommandPalette = lazy(async () => ({
  default: (await import('./commands/CommandPalette.tsx')).CommandPalette,
}));
const OwnDesign = lazy(async () => ({ default: (await import('./design/OwnDesign.tsx')).OwnDesign }));
const Proof = lazy(async () => ({ default: (await import('./proof/Proof.tsx')).Proof }));
const Reference = lazy(async () => ({ default: (await import('./reference/Reference.tsx')).Reference }));
const Faithful = lazy(async () => ({ default: (await import('./reference/Faithful.tsx')).Faithful }));
const ExportDialog = lazy(async () => ({
  default: (await import('./export/ExportDialog.tsx')).ExportDialog,
}));
const PastedMail = lazy(async () => ({
  default: (await import('./mail/PastedMail.tsx')).PastedMail,
}));

/** Which dialog is open, and what with; null while there is none. */
export type Open =
  | 'help'
  | 'own'
  | 'find'
  | 'library'
  | 'picture'
  | 'proof'
  | 'reference'
  | 'faithful'
  | { readonly link: string }
  | Pasted
  | null;

interface DialogsProps {
  readonly open: Open;
  readonly shown: Shown;
  readonly commands: Commands;
  /** Opens another one instead, or none. */
  readonly onOpen: (open: Open) => void;
  /** Something was pasted, to be opened. */
  readonly onText: (text: string) => void;
}

/** The one dialog that is open. Each comes when it is asked for. */
export function Dialogs(props: DialogsProps) {
  return <Suspense>{dialogOf(props)}</Suspense>;
}

function dialogOf({ open, shown, commands, onOpen, onText }: DialogsProps) {
  const close = () => onOpen(null);
  switch (open) {
    case null:
      return null;
    case 'help':
      return <Help onClose={close} onOpen={onOpen} />;
    case 'reference':
      return <Reference onClose={close} onFaithful={() => onOpen('faithful')} />;
    case 'faithful':
      return <Faithful onClose={close} />;
    case 'find':
      return <CommandPalette shown={shown} commands={commands} onClose={close} />;
    case 'own':
      return <OwnDesign onClose={close} onProof={() => onOpen('proof')} />;
    case 'proof':
      return <Proof onClose={close} />;
    case 'library':
      return <Library onClose={close} onText={onText} />;
    case 'picture':
      return <ExportDialog shown={shown} onClose={close} />;
    default:
      return 'link' in open ? (
        <LinkDialog link={open.link} onClose={close} />
      ) : (
        <PastedMail pasted={open} onClose={close} />
      );
  }
}
