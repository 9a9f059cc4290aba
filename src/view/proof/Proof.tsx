import { lazy, Suspense, useMemo, useState } from 'react';
import {
  type Apart,
  type Broken,
  type Cut,
  type DesignName,
  formatOp,
  isOwn,
  MOST_STATES,
  type Op,
  opsBefore,
  type Scenario,
  titleOf,
  vary,
} from '../../store/index.ts';
import { Dialog } from '../Dialog.tsx';
import { useApp, useAppStore } from '../useApp.ts';
import { Designs } from './Designs.tsx';
import { Models } from './Models.tsx';
import { Properties } from './Properties.tsx';
import { Races } from './Races.tsx';
import { Search } from './Search.tsx';
import type { Concluded, Show, Way } from './shown.ts';
import { Telling } from './Telling.tsx';
import { DESIGNS, useConclusions } from './useConclusions.ts';
import { counted, sentenceOf, toneOf } from './words.ts';
import './proof.css';

const StateSpace = lazy(async () => ({ default: (await import('../space/StateSpace.tsx')).StateSpace }));

/** What is proved of every order of what user space can still do: the properties of this design, and of all others. */
export function Proof({ onClose }: { readonly onClose: () => void }) {
  const document = useApp((state) => state.document);
  const store = useAppStore();
  const [isFromEnd, setFromEnd] = useState(false);
  const [isPicture, setPicture] = useState(false);
  const { ops, design, title, cursor } = document;
  const count = isFromEnd ? ops.length : Math.min(cursor.op, ops.length);
  const before = useMemo(
    () => opsBefore({ ops, design, count: isFromEnd ? ops.length : cursor.op }),
    [ops, design, isFromEnd, cursor.op],
  );
  const { concluded, cuts, since, problem } = useConclusions(before, design);
  const here = concluded.get(design);
  const scenarioOf = (one: Concluded, way: Way, what: string): Scenario => ({
    title: `${what}: ${title}`.slice(0, 120),
    design: one.design,
    ops: [...one.ops, ...way],
    cursor: { op: one.ops.length, step: 0 },
  });
  const show: Show = (one, way, what) => {
    store.getState().open(scenarioOf(one, way, what));
    onClose();
  };
  const found = ({ property, ops }: Broken): void => {
    const cursor = { op: Math.max(ops.length - 1, 0), step: 0 };
    store.getState().open({ title: `${property} fails in ${design}`, design, ops, cursor });
    onClose();
  };
  const tellApart = ({ ops, says }: Apart, other: DesignName): void => {
    const cursor = { op: ops.length, step: 0 };
    const title = `${titleOf(design)}: ${says[0]}`;
    store.getState().open({ title, design, beside: [other], ops, cursor });
    onClose();
  };
  const imagine = (one: Concluded, cut: Cut) => {
    const design = vary(one.design, ({ without }) => ({ without: [...without, ...cut.without] }));
    store.getState().imagine({ ...scenarioOf(one, one.conclusion.way, 'What if'), design });
    onClose();
  };
  if (isPicture)
    return (
      <Suspense>
        <StateSpace
          ops={before}
          design={design}
          onShow={(done, way) => here && show({ ...here, ops: done }, way, 'A state')}
          onClose={() => setPicture(false)}
        />
      </Suspense>
    );
  return (
    <Dialog title="Every order of what is left to do" onClose={onClose}>
      <div className="proof">
        <fieldset className="proof-from">
          <legend>From</legend>
          {[false, true].map((fromEnd) => (
            <label key={String(fromEnd)}>
              <input
                type="radio"
                name="proof-from"
                checked={isFromEnd === fromEnd}
                onChange={() => setFromEnd(fromEnd)}
              />
              {fromEnd
                ? `the end of the scenario`
                : `where you are: ${counted(Math.min(cursor.op, ops.length), 'operation')} done`}
            </label>
          ))}
        </fieldset>
        {problem && <p role="alert">{problem}</p>}
        {here ? (
          <Verdict one={here} onShow={show} onPicture={() => setPicture(true)} />
        ) : (
          <p role="status">Trying every order …</p>
        )}
        {here && here.conclusion.leaking > 0n && <Cuts cuts={cuts} onImagine={(cut) => imagine(here, cut)} />}
        {here && <Properties one={here} since={since} onShow={show} />}
        {here && (
          <Races
            key={`${design} ${count}`}
            ops={here.ops}
            design={design}
            choices={choicesAt(here, ops[count])}
            onShow={(before, way, what) => show({ ...here, ops: before }, way, what)}
          />
        )}
        <Search design={design} onShow={found} />
        <Telling design={design} beside={document.beside?.[0]} onShow={tellApart} />
        <Designs
          all={isOwn(design) ? [design, ...DESIGNS] : DESIGNS}
          concluded={concluded}
          current={design}
          onShow={show}
        />
        {here && <Models ops={here.ops} design={design} />}
        <p className="muted">
          Tried are, after the first {counted(count, 'operation')}: DESTROY of every ID, close of every
          descriptor, munmap, exit, and the kill of every child, each alone and in every order, with the rules
          that the stepper runs. Two states are the same only if each value in them is; a bound of{' '}
          {counted(MOST_STATES, 'state')} is said where it is met.
        </p>
      </div>
    </Dialog>
  );
}

/** Calls that can race there: what comes next in the scenario, and what can be taken down. */
function choicesAt({ choices }: Concluded, next: Op | undefined): readonly Op[] {
  const calls = choices.filter(({ name }) => name !== 'exit' && name !== 'kill');
  return next && !calls.some((op) => formatOp(op) === formatOp(next)) ? [next, ...calls] : calls;
}

interface VerdictProps {
  readonly one: Concluded;
  readonly onShow: Show;
  readonly onPicture: () => void;
}

function Verdict({ one, onShow, onPicture }: VerdictProps) {
  const { conclusion, milliseconds } = one;
  const { headline, because, states, transitions, orders, leaking, isComplete, witness, way } = conclusion;
  const isFine = headline === 'FREED' || headline === 'ALIVE';
  return (
    <section className="proof-verdict" data-verdict={toneOf(conclusion)} aria-label="Verdict">
      <p>
        <strong>{sentenceOf(conclusion)}</strong>
      </p>
      {because && <p>{because}</p>}
      <p className="muted">
        {leaking > 0n &&
          `${leaking.toLocaleString('en-US')} of ${counted(orders, 'order')} ${leaking === 1n ? 'leaves' : 'leave'} something behind. `}
        {counted(states, 'state')}, {counted(transitions, 'transition')},{' '}
        {Math.max(1, Math.round(milliseconds))} ms
        {isComplete ? '' : '; stopped at the bound, so this is no proof'}.
      </p>
      <div className="panel-actions">
        {!isFine && (
          <button type="button" className="primary" onClick={() => onShow(one, way, headline)}>
            Step through it: {way.map(formatOp).join(', ') || 'it has happened'}
          </button>
        )}
        {witness && witness.length > 0 && (
          <button type="button" onClick={() => onShow(one, witness, 'Everything freed')}>
            An order that is fine: {witness.map(formatOp).join(', ')}
          </button>
        )}
        {states > 1 && (
          <button type="button" aria-haspopup="dialog" onClick={onPicture}>
            Picture of all states
          </button>
        )}
      </div>
    </section>
  );
}

/** The references without which everything would be freed. */
interface CutsProps {
  readonly cuts: readonly Cut[] | null;
  readonly onImagine: (cut: Cut) => void;
}

function Cuts({ cuts, onImagine }: CutsProps) {
  return (
    <section className="cuts" aria-label="What keeps it alive">
      <h3>What keeps it alive</h3>
      {cuts === null && <p role="status">Leaving out references, set by set …</p>}
      {cuts?.length === 0 && <p>No set of up to three kinds of references explains it alone.</p>}
      {cuts && cuts.length > 0 && (
        <ul>
          {cuts.map((cut) => (
            <li key={cut.says.join()}>
              <button type="button" onClick={() => onImagine(cut)}>
                Without <code>{cut.says.join(' and ')}</code> every order frees everything: see it
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
