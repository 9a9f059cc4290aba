import { useMemo, useState } from 'react';
import {
  type Broken,
  COVERS,
  type DesignName,
  type Difference,
  formatOp,
  type HittingSet,
  isCustom,
  MOST,
  opsBefore,
  placeIn,
  type Scenario,
  summaryOf,
  titleOf,
  vary,
} from '../../store/index.ts';
import { Dialog } from '../dialogs/Dialog.tsx';
import { lazily } from '../lazily.tsx';
import { useApp, useAppStore } from '../useApp.ts';
import { Cancel } from './Cancel.tsx';
import { callsAt } from './calls.ts';
import { Designs } from './Designs.tsx';
import { Differences } from './Differences.tsx';
import { Models } from './Models.tsx';
import { Properties } from './Properties.tsx';
import { Races } from './Races.tsx';
import { Search } from './Search.tsx';
import type { Concluded, Show, Way } from './shown.ts';
import { DESIGNS, useConclusions } from './useConclusions.ts';
import { counted, sentenceOf } from './words.ts';
import './proof.css';

const StateSpace = lazily(async () => (await import('../space/StateSpace.tsx')).StateSpace);

/** What is proved of every order of what user space can still do: the properties of this design, and of all others. */
export function Proof({ onClose }: { readonly onClose: () => void }) {
  const document = useApp((state) => state.document);
  const store = useAppStore();
  const [isFromEnd, setFromEnd] = useState(false);
  const [isPicture, setPicture] = useState(false);
  const { ops, design, title } = document;
  const here = placeIn({ document }).count;
  const asked = isFromEnd ? ops.length : here;
  const before = useMemo(() => opsBefore({ ops, design, count: asked }), [ops, design, asked]);
  const count = Math.min(asked, ops.length);
  const { concluded, hittingSets, since, problem, notAsked, states, isBusy, isCancelled, cancel } =
    useConclusions(before, design);
  const one = concluded.get(design);
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
  const compareOn = ({ ops, says }: Difference, other: DesignName): void => {
    const cursor = { op: ops.length, step: 0 };
    const title = `${titleOf(design)}: ${says[0]}`;
    store.getState().open({ title, design, beside: [other], ops, cursor });
    onClose();
  };
  const imagine = (one: Concluded, set: HittingSet) => {
    const design = vary(one.design, ({ without }) => ({ without: [...without, ...set.without] }));
    store.getState().imagine({ ...scenarioOf(one, one.conclusion.way, 'What if'), design });
    onClose();
  };
  if (isPicture)
    return (
      <StateSpace
        ops={before}
        design={design}
        onShow={(done, way) => one && show({ ...one, ops: done }, way, 'A state')}
        onClose={() => setPicture(false)}
      />
    );
  return (
    <Dialog title="Proof: every teardown order from here" onClose={onClose}>
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
                : `where you are: after ${counted(Math.min(here, ops.length), 'operation')}`}
            </label>
          ))}
        </fieldset>
        {problem && <p role="alert">{problem}</p>}
        {one ? (
          <Verdict one={one} onShow={show} onPicture={() => setPicture(true)} />
        ) : (
          <p role="status">
            {notAsked
              ? `Not asked yet: ${notAsked}.`
              : isCancelled
                ? 'Cancelled.'
                : `Trying every teardown order …${states > 0 ? ` ${counted(states, 'state')} so far` : ''}`}
          </p>
        )}
        {isBusy && <Cancel onCancel={cancel} />}
        {one && one.conclusion.leaking > 0n && (
          <HittingSets hittingSets={hittingSets} onImagine={(set) => imagine(one, set)} />
        )}
        {one && <Properties one={one} since={since} onShow={show} />}
        {one && (
          <Races
            key={`${design} ${count}`}
            ops={one.ops}
            design={design}
            groups={callsAt(ops, count, design, one.choices)}
            onShow={(before, way, what) => show({ ...one, ops: before }, way, what)}
          />
        )}
        <Search design={design} onShow={found} />
        <Differences before={before} design={design} beside={document.beside?.[0]} onShow={compareOn} />
        <Designs
          all={isCustom(design) ? [design, ...DESIGNS] : DESIGNS}
          concluded={concluded}
          current={design}
          onShow={show}
        />
        {one && <Models ops={one.ops} design={design} />}
        <p className="muted">
          After the first {counted(count, 'operation')} the checker tries {COVERS}. Faults before that count
          too. The checker runs the same rules as the stepper, and treats two states as one only if every
          value in them is the same. If it stops at {counted(MOST.states, 'state')} or{' '}
          {(MOST.bytes / 2 ** 20).toLocaleString('en-US')} MB, it says so.
        </p>
      </div>
    </Dialog>
  );
}

interface VerdictProps {
  readonly one: Concluded;
  readonly onShow: Show;
  readonly onPicture: () => void;
}

function Verdict({ one, onShow, onPicture }: VerdictProps) {
  const { conclusion, milliseconds } = one;
  const { headline, because, states, transitions, orders, leaking, isComplete, bound, witness, way } =
    conclusion;
  const isFine = headline === 'FREED' || headline === 'ALIVE';
  const summary = summaryOf(conclusion);
  return (
    <section className="proof-verdict" data-verdict={summary.tone} aria-label="Verdict">
      <p>
        <strong>{sentenceOf(summary)}</strong>
      </p>
      {because && <p>{because}</p>}
      <p className="muted">
        {leaking > 0n &&
          `${leaking.toLocaleString('en-US')} of ${counted(orders, 'teardown order')} ${leaking === 1n ? 'leaves' : 'leave'} something behind. `}
        {counted(states, 'state')}, {counted(transitions, 'transition')},{' '}
        {Math.max(1, Math.round(milliseconds))} ms
        {isComplete ? '' : `; stopped at ${bound}, so this is no proof`}.
      </p>
      <div className="panel-actions">
        {!isFine && (
          <button type="button" className="primary" onClick={() => onShow(one, way, headline)}>
            {way.length > 0
              ? `Step through it: ${way.map(formatOp).join(', ')}`
              : 'Step through how it came about'}
          </button>
        )}
        {witness && witness.length > 0 && (
          <button type="button" onClick={() => onShow(one, witness, 'Everything freed')}>
            A teardown order that frees everything: {witness.map(formatOp).join(', ')}
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
interface HittingSetsProps {
  readonly hittingSets: readonly HittingSet[] | null;
  readonly onImagine: (set: HittingSet) => void;
}

function HittingSets({ hittingSets, onImagine }: HittingSetsProps) {
  return (
    <section className="cuts" aria-label="What keeps it alive">
      <h3>What keeps it alive</h3>
      {hittingSets === null && <p role="status">Leaving out references, set by set …</p>}
      {hittingSets?.length === 0 && <p>No set of up to three kinds of references explains it alone.</p>}
      {hittingSets && hittingSets.length > 0 && (
        <ul>
          {hittingSets.map((set) => (
            <li key={set.says.join()}>
              <button type="button" onClick={() => onImagine(set)}>
                Without <code>{set.says.join(' and ')}</code> every teardown order frees everything: see it
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
