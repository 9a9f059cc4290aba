import { type FormEvent, useState } from 'react';
import {
  type Answer,
  DESIGN_NAMES,
  type DesignName,
  type Difference,
  formatOp,
  isCustom,
  MOST_OF_SEARCH,
  type Op,
  titleOf,
} from '../../store/index.ts';
import { Cancel } from './Cancel.tsx';
import { useAsking } from './useAsking.ts';
import { counted } from './words.ts';

interface DifferencesProps {
  /** The operations done where one is. */
  readonly before: readonly Op[];
  readonly design: DesignName;
  readonly beside: DesignName | undefined;
  readonly onShow: (found: Difference, other: DesignName) => void;
}

type Distinguished = Extract<Answer, { kind: 'distinguished' }>;

/** Pairs of states after which each round stops in the page; the command line goes further. */
const BOUNDS = { objects: 8, ranges: 2, ...MOST_OF_SEARCH, states: 20_000 };

/** Operations that are tried from an empty context, and after those that are done. */
const DEPTH = { empty: 7, here: 3 } as const;

const BY = {
  result: 'User space sees it',
  counts: 'The counts differ',
  log: 'The kernel log differs',
  verdict: 'The verdict differs',
  IDs: 'The IDs differ',
} as const satisfies Record<Difference['by'], string>;

/** The shortest sequences, from an empty context or from here, after which two designs differ. */
export function Differences({ before, design, beside, onShow }: DifferencesProps) {
  const [chosen, setChosen] = useState<DesignName | null>(null);
  const [from, setFrom] = useState<keyof typeof DEPTH>('empty');
  const [depth, setDepth] = useState<number>(DEPTH.empty);
  const [found, setFound] = useState<Distinguished | null>(null);
  const { ask, cancel, isBusy, problem } = useAsking();
  const other = chosen ?? beside ?? (design === '7.3' ? 'naive' : '7.3');
  const find = (event: FormEvent): void => {
    event.preventDefault();
    setFound(null);
    ask(
      {
        kind: 'distinguish',
        ops: from === 'here' ? before : [],
        designs: [design, other],
        bounds: { ...BOUNDS, depth },
      },
      (answer) => {
        if (answer.kind === 'distinguished') setFound(answer);
      },
    );
  };
  return (
    <section className="search" aria-label="Differences of two designs">
      <h3>Shortest scenario in which {titleOf(design)} differs from</h3>
      <form onSubmit={find}>
        <label>
          the design
          <select value={other} onChange={({ target }) => setChosen(target.value as DesignName)}>
            {isCustom(other) && <option value={other}>{titleOf(other)}</option>}
            {DESIGN_NAMES.filter((name) => name !== design).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          starting
          <select
            value={from}
            onChange={({ target }) => {
              const chosen = target.value as keyof typeof DEPTH;
              setFrom(chosen);
              setDepth(DEPTH[chosen]);
            }}
          >
            <option value="empty">from an empty context</option>
            <option value="here">from here: after {counted(before.length, 'operation')}</option>
          </select>
        </label>
        <label>
          operations at most
          <input
            type="number"
            min={1}
            max={12}
            required
            value={depth}
            onChange={({ target }) => setDepth(Number(target.value))}
          />
        </label>
        <button type="submit">Find the shortest</button>
        {isBusy && <Cancel onCancel={cancel} />}
      </form>
      <div role="status">
        {problem && <p className="problem">{problem}</p>}
        {isBusy && !found && <p>Searching …</p>}
        {found && <Tried found={found} isBusy={isBusy} />}
        {found?.differences.map((one) => (
          <p key={one.by}>
            <strong>{BY[one.by]}</strong> after {counted(one.ops.length, 'operation')}: {one.says[0]} in{' '}
            {titleOf(found.designs[0])}; {one.says[1]} in {titleOf(found.designs[1])}.{' '}
            <button type="button" className="mono" onClick={() => onShow(one, found.designs[1])}>
              {one.ops.map(formatOp).join(', ')}
            </button>
          </p>
        ))}
      </div>
    </section>
  );
}

/** How far it looked: without that a search that found nothing says nothing. */
function Tried({ found, isBusy }: { readonly found: Distinguished; readonly isBusy: boolean }) {
  const { differences, states, transitions, isDone, isComplete, bound, reach } = found;
  const end = isComplete ? '' : isDone ? `; stopped at ${bound}` : isBusy ? ' so far' : '; cancelled';
  return (
    <p>
      {differences.length === 0 &&
        (isComplete ? 'No difference within these bounds. ' : 'No difference so far. ')}
      <span className="muted">
        Tried {counted(transitions, 'operation')} from {counted(states, 'pair')} of states{end}: with up to{' '}
        {counted(reach.objects, 'object')} and {counted(reach.ranges ?? 1, 'mapped range')} at a time,{' '}
        {reach.kinds.join(', ')}, exit.
      </span>
    </p>
  );
}
