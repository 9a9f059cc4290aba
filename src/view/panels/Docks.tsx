import { type CSSProperties, type ReactNode, useState } from 'react';
import type { Tour } from '../tour/useTour.ts';
import { NARROW, useMatch } from '../useMatch.ts';
import type { Shown } from '../usePicture.ts';
import type { Side } from './Divider.tsx';
import { LEFT, type PanelName, RIGHT } from './names.ts';
import { type Sizes, savedSizes, saveSizes } from './sizes.ts';
import './docks.css';
import { lazily } from '../lazily.tsx';
import './panels.css';

// Asked for at once, beside the first picture and not before it.
const loadPanel = async () => (await import('./Panel.tsx')).Panel;
loadPanel().catch(() => {});
const Panel = lazily(loadPanel);

const Question = lazily(async () => (await import('./Question.tsx')).Question);
const Divider = lazily(async () => (await import('./Divider.tsx')).Divider, false);

/** Too narrow for panels on both sides: those of the right are below. */
const BELOW = window.matchMedia('(max-width: 1099px)');

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

/** As the style sheet takes them. */
function styleOf(sizes: Sizes): CSSProperties {
  return Object.fromEntries(Object.entries(sizes).map(([side, size]) => [`--${side}`, `${size}px`]));
}

/** The panels around the graph: beside it where there is room, one at a time below it where there is not. */
export function Docks({ shown, tour, children }: DocksProps) {
  const narrow = useMatch(NARROW);
  const second = useMatch(BELOW) ? 'below' : 'right';
  const [sizes, setSizes] = useState(savedSizes);
  const resize = (side: Side, size: number | null) => {
    const { [side]: _, ...others } = sizes;
    const next: Sizes = size === null ? others : { ...others, [side]: size };
    setSizes(next);
    saveSizes(next);
  };
  const [left, setLeft] = useState<(typeof LEFT)[number]>('Operations');
  const [single, setSingle] = useState<PanelName>('Operations');
  return (
    <div className="docks" style={styleOf(sizes)}>
      {!narrow && (
        <aside className="dock dock-left" aria-label="Scenario">
          <div className="dock-panels">
            <Tabs names={LEFT} chosen={left} onChoose={setLeft} />
            <Panel name={left} shown={shown} />
          </div>
          <Divider side="left" label="Scenario panels" onSize={(size) => resize('left', size)} />
        </aside>
      )}
      {children}
      <aside className="dock dock-right" aria-label="Details">
        <div className="dock-panels">
          <Question tour={tour} />
          {narrow ? (
            <>
              <Tabs names={[...LEFT, ...RIGHT]} chosen={single} onChoose={setSingle} />
              <Panel name={single} shown={shown} />
            </>
          ) : (
            RIGHT.map((name) => <Panel key={name} name={name} shown={shown} />)
          )}
        </div>
        {!narrow && <Divider side={second} label="Details" onSize={(size) => resize(second, size)} />}
      </aside>
    </div>
  );
}
