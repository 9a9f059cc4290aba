import type { RunDifference } from '../../scene/index.ts';
import { type DesignName, type Op, sessionIn, sessionOf, titleOf } from '../../store/index.ts';
import { useApp } from '../useApp.ts';

/** Differences that a line has room for. */
const MOST = 5;

function told({ says }: RunDifference): string {
  const more = says.length - MOST;
  return [...says.slice(0, MOST), ...(more > 0 ? [`and ${more} more`] : [])].join(' · ') || 'the same again';
}

/** How the run ends in each of the designs. */
function endings(ops: readonly Op[], designs: readonly DesignName[]): string {
  return designs
    .map((name) => `${titleOf(name)} ends ${sessionOf(ops, name).verdict.headline.name}`)
    .join(', ');
}

/** Says where the designs part, at the operation at hand or at all, and leads from one such place to the next. */
export function DifferenceLine({ differences }: { readonly differences: readonly RunDifference[] }) {
  const { run } = useApp(sessionIn);
  const { cursor, ops, design, beside = [] } = useApp(({ document }) => document);
  const seek = useApp((state) => state.seek);
  const at = cursor.step > 0 ? cursor.op : cursor.op - 1;
  const before = differences.findLast(({ op }) => op < at);
  const next = differences.find(({ op }) => op > at);
  const [first] = differences;
  const here = differences.find(({ op }) => op === at);
  const go = (difference: RunDifference | undefined) =>
    difference && seek(run.ops[difference.op]?.last ?? run.frames.length - 1);
  const nameOf = ({ op }: RunDifference) => `${op + 1} ${run.ops[op]?.op.name ?? ''}`;
  return (
    <div className="difference-line" role="group" aria-label="Differences">
      <button type="button" aria-label="Previous difference" disabled={!before} onClick={() => go(before)}>
        ‹
      </button>
      <button type="button" aria-label="Next difference" disabled={!next} onClick={() => go(next)}>
        ›
      </button>
      <p role="status">
        {here ? (
          <>
            <strong>After {nameOf(here)}:</strong> {told(here)}
          </>
        ) : !first ? (
          'No operation makes a difference.'
        ) : next ? (
          `The ${before ? 'next' : 'first'} difference is after ${nameOf(next)}.`
        ) : (
          `No further differences after this operation: ${endings(ops, [design, ...beside])}; the first difference is after ${nameOf(first)}.`
        )}
      </p>
    </div>
  );
}
