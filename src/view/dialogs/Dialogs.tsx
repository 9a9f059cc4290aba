import type { Commands } from '../keyboard/keys.ts';
import { lazily } from '../lazily.tsx';
import type { Pasted } from '../mail/openText.ts';
import type { Shown } from '../usePicture.ts';

const Help = lazily(async () => (await import('../bar/Help.tsx')).Help);
const Library = lazily(async () => (await import('../bar/Library.tsx')).Library);
const LinkDialog = lazily(async () => (await import('../bar/LinkDialog.tsx')).LinkDialog);
const CommandPalette = lazily(async () => (await import('../commands/CommandPalette.tsx')).CommandPalette);
const CustomDesign = lazily(async () => (await import('../design/CustomDesign.tsx')).CustomDesign);
const Proof = lazily(async () => (await import('../proof/Proof.tsx')).Proof);
const Reference = lazily(async () => (await import('../reference/Reference.tsx')).Reference);
const Faithful = lazily(async () => (await import('../reference/Faithful.tsx')).Faithful);
const ExportDialog = lazily(async () => (await import('../export/ExportDialog.tsx')).ExportDialog);
const PastedMail = lazily(async () => (await import('../mail/PastedMail.tsx')).PastedMail);

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
  /** Opens another one instead. */
  readonly onOpen: (open: Open) => void;
  readonly onClose: () => void;
  /** Something was pasted, to be opened. */
  readonly onText: (text: string) => void;
}

/** The one dialog that is open. Each comes when it is asked for. */
export function Dialogs({ open, shown, commands, onOpen, onClose: close, onText }: DialogsProps) {
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
      return <CustomDesign onClose={close} onProof={() => onOpen('proof')} />;
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
