import { lazy, type ReactNode, Suspense, useState, useSyncExternalStore } from 'react';
import type { Tour } from '../tour/useTour.ts';
import type { Shown } from '../usePicture.ts';
import { LEFT, type PanelName, RIGHT } from './names.ts';
import { Question } from './Question.tsx';
import './docks.css';
import './panels.css';

// Asked for at once, beside the first picture and not before it.
const panels = import('./Panel.tsx');
const Panel = lazy(async () => ({ default: (await panels).Panel }));

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

interface DocksProps {
  readonly shown: Shown;
  readonly tour: Tour | null;
  readonly children: ReactNode;
}

/** The panels around the graph: beside it where there is room, one at a time below it where there is not. */
export function Docks({ shown, tour, children }: DocksProps) {
  const narrow = useNarrow();
  const [left, setLeft] = useState<(typeof LEFT)[number]>('Operations');
  const [single, setSingle] = useState<PanelName>('Operations');
  return (
    <div className="docks">
      {!narrow && (
        <aside className="dock dock-left" aria-label="Scenario">
          <Tabs names={LEFT} chosen={left} onChoose={setLeft} />
          <Suspense>
            <Panel name={left} shown={shown} />
          </Suspense>
        </aside>
      )}
      {children}
      <aside className="dock dock-right" aria-label="Details">
        <Question tour={tour} />
        <Suspense>
          {narrow ? (
            <>
              <Tabs names={[...LEFT, ...RIGHT]} chosen={single} onChoose={setSingle} />
              <Panel name={single} shown={shown} />
            </>
          ) : (
            RIGHT.map((name) => <Panel key={name} name={name} shown={shown} />)
          )}
        </Suspense>
      </aside>
    </div>
  );
}
