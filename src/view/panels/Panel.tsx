import { Operations } from '../build/Operations.tsx';
import { lazily } from '../lazily.tsx';
import type { Shown } from '../usePicture.ts';
import { KernelLog } from './KernelLog.tsx';
import { Ledger } from './Ledger.tsx';
import type { PanelName } from './names.ts';
import { Objects } from './Objects.tsx';
import { Stack } from './Stack.tsx';
import { Threads } from './Threads.tsx';

const TextEditor = lazily(async () => (await import('../build/TextEditor.tsx')).TextEditor);

/** One panel beside or below the graph. */
export function Panel({ name, shown }: { readonly name: PanelName; readonly shown: Shown }) {
  switch (name) {
    case 'Operations':
      return <Operations />;
    case 'Text':
      return <TextEditor />;
    case 'Objects':
      return <Objects shown={shown} />;
    case 'Ledger':
      return <Ledger shown={shown} />;
    case 'Stack':
      return (
        <>
          <Threads shown={shown} />
          <Stack shown={shown} />
        </>
      );
    case 'Log':
      return <KernelLog frame={shown.frame} />;
  }
}
