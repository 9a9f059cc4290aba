import type { Proof } from '../../store/index.ts';
import { counted, toneOf, wordsOf } from '../proof/words.ts';
import { useApp } from '../useApp.ts';

/** What every order of what is left to do comes to: it is there without being asked for. */
export function ProofChip({ onOpen }: { readonly onOpen: () => void }) {
  const proof = useApp((state) => state.proof);
  if (!proof) return null;
  const { conclusion, problem } = proof;
  const [head, rest] = conclusion
    ? wordsOf(conclusion)
    : problem
      ? ['', problem]
      : ['', 'Trying every order …'];
  return (
    <button
      type="button"
      className="proof-chip"
      data-verdict={conclusion ? toneOf(conclusion) : undefined}
      onClick={onOpen}
      aria-haspopup="dialog"
      aria-keyshortcuts="v"
      title="Every order of what is left to do (v)"
    >
      <span className="proof-outcome">
        {head && <strong>{head}</strong>} {rest}
      </span>
      <span className="muted">{bounds(proof)}</span>
    </button>
  );
}

function bounds({ conclusion, states, milliseconds }: Proof): string {
  if (!conclusion) return states ? `${counted(states, 'state')} so far` : '';
  const bound = conclusion.isComplete ? '' : ', stopped at the bound';
  return `${counted(states, 'state')}, ${Math.max(1, Math.round(milliseconds))} ms${bound}`;
}
