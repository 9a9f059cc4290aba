import { useEffect, useMemo, useState } from 'react';
import {
  Asking,
  type DesignName,
  FATES,
  type Fate,
  formatOp,
  MOST,
  type Op,
  type Space,
  wayIn,
} from '../../store/index.ts';
import { Dialog } from '../dialogs/Dialog.tsx';
import { counted } from '../proof/words.ts';
import { Canvas } from './Canvas.tsx';
import './space.css';

interface StateSpaceProps {
  readonly ops: readonly Op[];
  readonly design: DesignName;
  readonly onShow: (before: readonly Op[], way: readonly Op[]) => void;
  readonly onClose: () => void;
}

/** More states than a picture shows. */
const MOST_STATES = 20_000;

const WORDS: Record<Fate, string> = {
  open: 'not finished',
  doomed: 'every teardown order leaks from here',
  FREED: 'everything is freed',
  LEAK: 'the context is leaked',
  LEFT: 'objects are left behind',
  ALIVE: 'a child still has the context',
};

/** Every state that some order goes through, layer by layer; a click opens one in the stepper. */
export function StateSpace({ ops, design, onShow, onClose }: StateSpaceProps) {
  const [space, setSpace] = useState<Space | null>(null);
  const [progress, setProgress] = useState(0);
  const [problem, setProblem] = useState('');
  const [pointed, setPointed] = useState(-1);
  useEffect(() => {
    const asking = new Asking();
    asking.ask(
      { kind: 'space', ops, design, most: { ...MOST, states: MOST_STATES } },
      (answer) => {
        if (answer.kind === 'progress') setProgress(answer.states);
        if (answer.kind === 'space') setSpace(answer.space);
      },
      setProblem,
    );
    return () => asking.stop();
  }, [ops, design]);
  const openState = (state: number): void => {
    if (space) onShow(space.ops, wayIn(space, state));
  };
  return (
    <Dialog title={`All states in ${design}`} onClose={onClose}>
      <div className="space">
        {problem && <p role="alert">{problem}</p>}
        {!space && !problem && (
          <p role="status">Trying every order … {progress > 0 && counted(progress, 'state')}</p>
        )}
        {space && (
          <>
            <Summary space={space} />
            <Canvas space={space} onPoint={setPointed} onOpen={openState} />
            <p className="space-pointed">
              {pointed >= 0
                ? said(space, pointed)
                : 'Point at a state to read how it is reached; a click opens it in the stepper.'}
            </p>
            {space.path.length > 1 && (
              <nav aria-label="The counterexample" className="panel-actions">
                <span>The counterexample:</span>
                {space.path.map((state) => (
                  <button key={state} type="button" className="mono" onClick={() => openState(state)}>
                    {wayIn(space, state).map(formatOp).at(-1) ?? 'start'}
                  </button>
                ))}
              </nav>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

function said(space: Space, state: number): string {
  const way = wayIn(space, state);
  const fate = WORDS[FATES[space.fates[state] as number] as Fate];
  if (way.length === 0) return `The start: ${fate}.`;
  return `After ${counted(way.length, 'operation')}: ${way.map(formatOp).join(', ')}. Here ${fate}.`;
}

/** What there is, in words and with the marks of the picture. */
function Summary({ space }: { readonly space: Space }) {
  const counts = useMemo(() => {
    const all = new Map<Fate, number>();
    for (const number of space.fates) {
      const fate = FATES[number] as Fate;
      all.set(fate, (all.get(fate) ?? 0) + 1);
    }
    return all;
  }, [space]);
  return (
    <ul className="space-legend" aria-label="States">
      <li>
        {counted(space.layers.length, 'state')}, {counted(space.edges.length / 2, 'distinct transition')}
        {space.isComplete ? '' : `; stopped at ${space.bound}`}
      </li>
      {FATES.filter((fate) => counts.has(fate)).map((fate) => (
        <li key={fate} data-fate={fate}>
          {counts.get(fate)?.toLocaleString('en-US')} {WORDS[fate]}
        </li>
      ))}
    </ul>
  );
}
