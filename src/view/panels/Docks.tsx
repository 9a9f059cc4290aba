import { lazy, type ReactNode, Suspense, useState, useSyncExternalStore } from 'react';
import { Operations } from '../build/Operations.tsx';
import type { Shown } from '../usePicture.ts';
import { KernelLog } from './KernelLog.tsx';
import { Ledger } from './Ledger.tsx';
import { Objects } from './Objects.tsx';
import { Question } from './Question.tsx';
import { Stack } from './Stack.tsx';
import './docks.css';
import './panels.css';

const TextEditor = lazy(async () => ({ default: (await import('../build/TextEditor.tsx')).TextEditor }));

const LEFT = ['Operations', 'Text', 'Objects'] as const;
const RIGHT = ['Ledger', 'Stack', 'Log'] as const;

type PanelName = (typeof LEFT)[number] | (typeof RIGHT)[number];

const NARROW = window.matchMedia('(max-width: 699px)');

function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      NARROW.addEventListener('change', changed);
      return () => NARROW.removeEventListener('change', changed);
    },
    () => NARROW.matches,
  );
}

function Panel({ name, shown }: { readonly name: PanelName; readonly shown: Shown }) {
  switch (name) {
    case 'Operations':
      return <Operations />;
    case 'Text':
      return (
        <Suspense>
          <TextEditor />
        </Suspense>
      );
    case 'Objects':
      return <Objects shown={shown} />;
    case 'Ledger':
      return <Ledger shown={shown} />;
    case 'Stack':
      return <Stack shown={shown} />;
    case 'Log':
      return <KernelLog frame={shown.frame} />;
  }
}

interface TabsProps<T extends string> {
  readonly names: readonly T[];
  readonly chosen: T;
  readonly onChoose: (name: T) => void;
}

function Tabs<T extends string>({ names, chosen, onChoose }: TabsProps<T>) {
  return (
    <div className="tabs" role="group" aria-label="Panels">
      {names.map((name) => (
        <button key={name} type="button" aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          {name}
        </button>
      ))}
    </div>
  );
}

/** The panels around the graph: beside it where there is room, one at a time below it where there is not. */
export function Docks({ shown, children }: { readonly shown: Shown; readonly children: ReactNode }) {
  const narrow = useNarrow();
  const [left, setLeft] = useState<(typeof LEFT)[number]>('Operations');
  const [single, setSingle] = useState<PanelName>('Operations');
  return (
    <div className="docks">
      {!narrow && (
        <aside className="dock dock-left" aria-label="Scenario">
          <Tabs names={LEFT} chosen={left} onChoose={setLeft} />
          <Panel name={left} shown={shown} />
        </aside>
      )}
      {children}
      <aside className="dock dock-right" aria-label="Details">
        <Question />
        {narrow ? (
          <>
            <Tabs names={[...LEFT, ...RIGHT]} chosen={single} onChoose={setSingle} />
            <Panel name={single} shown={shown} />
          </>
        ) : (
          RIGHT.map((name) => <Panel key={name} name={name} shown={shown} />)
        )}
      </aside>
    </div>
  );
}
