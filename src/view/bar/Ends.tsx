import type { ReactNode } from 'react';
import { type Conclusion, type Proof, type Summary, sessionIn, summaryOf } from '../../store/index.ts';
import { counted } from '../proof/words.ts';
import { KnownFrom } from '../strips/KnownFrom.tsx';
import { useTerm } from '../terms/useTerm.ts';
import { useApp } from '../useApp.ts';
import { NARROW, useMatch } from '../useMatch.ts';
import './ends.css';

interface EndsProps {
  readonly frame: number;
  readonly onProof: () => void;
}

/** The one place that says how it ends: this run, and every teardown order from where the user is. */
export function Ends({ frame, onProof }: EndsProps) {
  return (
    <section className="ends" aria-label="How it ends">
      <ThisRun frame={frame} />
      <FromHere onOpen={onProof} />
    </section>
  );
}

function toneOf(name: string): 'good' | 'warn' | 'bad' | 'none' {
  if (name === 'FREED') return 'good';
  return name === 'ALIVE' ? 'none' : name === 'WARN' ? 'warn' : 'bad';
}

/** Where there is little room it scrolls, and so the keyboard comes to it. */
function Sentence({ children }: { readonly children: ReactNode }) {
  return <p tabIndex={useMatch(NARROW) ? 0 : undefined}>{children}</p>;
}

/** The worst finding of the run, the step that decides it, why, and where that is known from. */
function ThisRun({ frame }: { readonly frame: number }) {
  const { run, verdict } = useApp(sessionIn);
  const design = useApp(({ document }) => document.design);
  const seek = useApp((state) => state.seek);
  const { name, because, frame: decided } = verdict.headline;
  const isAhead = frame < decided;
  const refused = verdict.findings.filter((one) => one.name === 'REFUSED').length;
  return (
    <section
      className="ends-line verdict"
      aria-label="This run"
      data-verdict={toneOf(name)}
      data-ahead={isAhead || undefined}
    >
      <span className="ends-label" aria-hidden="true">
        This run
      </span>
      <button
        type="button"
        className="verdict-name"
        onClick={() => seek(decided)}
        title={`Go to step ${decided}, which decides it`}
      >
        {name}
      </button>
      <Sentence>
        <span className="muted">at step {decided}: </span>
        {because}
        {name === 'LEAK' && <span className="muted"> · on the mailing list: “deadlock”</span>}
        {refused > 0 && <span className="muted"> · {refused} refused</span>}
      </Sentence>
      <KnownFrom run={run} design={design} />
    </section>
  );
}

/** What every teardown order from here comes to: it is there without being asked for. */
export function FromHere({ onOpen }: { readonly onOpen: () => void }) {
  const { verdict } = useApp(sessionIn);
  const proof = useApp((state) => state.proof);
  const under = useApp(({ document: { ops, cursor } }) =>
    cursor.step > 0 ? (ops[cursor.op]?.name ?? 'exit') : null,
  );
  const { word, says, tone } = sayingOf(proof);
  // Nothing is green beside a run that ends badly.
  const shown = tone === 'good' && toneOf(verdict.headline.name) !== 'good' ? 'none' : tone;
  return (
    <section className="ends-line from-here" aria-label="From here" data-verdict={shown}>
      <span className="ends-label" aria-hidden="true">
        From here
      </span>
      {word && <strong className="ends-word">{word}</strong>}
      <Sentence>
        {under && <span className="muted">once {under} returns: </span>}
        <Told of={says} by={proof?.conclusion} /> <span className="muted">{proof && bounds(proof)}</span>
      </Sentence>
      <button
        type="button"
        onClick={onOpen}
        aria-haspopup="dialog"
        aria-keyshortcuts="v"
        title="Proof: every teardown order from here, and each property (v)"
      >
        proof
      </button>
    </section>
  );
}

/** A sentence in which the name of the property or law that fails is explained to who points at it. */
function Told({ of, by }: { readonly of: string; readonly by: Conclusion | null | undefined }) {
  const Term = useTerm();
  const [before = '', name, after] = of.split(/\b([PI]\d+)(?= fails)/);
  const line = by && [...by.lines, ...by.laws].find(({ property }) => property === name);
  if (!Term || !line) return of;
  return (
    <>
      {before}
      <Term of={line.property} says={line.says} />
      {after}
    </>
  );
}

function sayingOf(proof: Proof | null): Summary {
  if (proof?.conclusion) return summaryOf(proof.conclusion);
  if (proof?.problem) return { word: null, says: proof.problem, tone: 'none' };
  if (proof?.notAsked) return { word: null, says: `not asked yet: ${proof.notAsked}`, tone: 'none' };
  return { word: null, says: 'trying every teardown order …', tone: 'none' };
}

function bounds({ conclusion, states, milliseconds }: Proof): string {
  if (!conclusion) return states ? `${counted(states, 'state')} so far` : '';
  if (conclusion.transitions === 0) return '';
  const bound = conclusion.isComplete ? '' : `, stopped at ${conclusion.bound}`;
  return `· ${counted(states, 'state')}, ${Math.max(1, Math.round(milliseconds))} ms${bound}`;
}
