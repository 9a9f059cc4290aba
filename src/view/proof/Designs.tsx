import { type DesignName, summaryOf } from '../../store/index.ts';
import type { Concluded, Show } from './shown.ts';
import { STATUS, sentenceOf } from './words.ts';

/** Beside a design that says nothing about itself here. */
const NOT_EXERCISED = 'nothing here depends on what it changes in 7.3';

interface DesignsProps {
  readonly all: readonly DesignName[];
  readonly concluded: ReadonlyMap<DesignName, Concluded>;
  readonly current: DesignName;
  readonly onShow: Show;
}

/** The same scenario in all designs: one row each, one column a property. */
export function Designs({ all, concluded, current, onShow }: DesignsProps) {
  const properties = concluded.get(current)?.conclusion.lines ?? [];
  return (
    <div className="matrix">
      <table>
        <caption>
          All designs{concluded.size < all.length && ` · ${concluded.size} of ${all.length} so far`}
        </caption>
        <thead>
          <tr>
            <th scope="col">design</th>
            {properties.map(({ property, says }) => (
              <th key={property} scope="col" title={says}>
                {property}
              </th>
            ))}
            <th scope="col">in every teardown order</th>
          </tr>
        </thead>
        <tbody>
          {all.map((name) => {
            const one = concluded.get(name);
            const summary = one && summaryOf(one.conclusion);
            return (
              <tr
                key={name}
                aria-current={name === current || undefined}
                data-exercised={one?.isExercised ?? true}
              >
                <th scope="row">{name}</th>
                {properties.map(({ property }, i) => (
                  <td key={property} data-status={one?.conclusion.lines[i]?.status}>
                    {one && <Cell one={one} index={i} onShow={onShow} />}
                  </td>
                ))}
                <td className="outcome" data-verdict={one?.isExercised ? summary?.tone : undefined}>
                  {summary && sentenceOf(summary)}
                  {one?.isExercised === false && <span className="muted"> · {NOT_EXERCISED}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  one,
  index,
  onShow,
}: {
  readonly one: Concluded;
  readonly index: number;
  readonly onShow: Show;
}) {
  const line = one.conclusion.lines[index];
  if (!line) return null;
  const { property, status, counterexample } = line;
  const { sign } = STATUS[status];
  if (!counterexample) return <span title={`${property} ${status}`}>{sign}</span>;
  return (
    <button
      type="button"
      aria-label={`${property} fails in ${one.design}: step through it`}
      title={line.because}
      onClick={() => onShow(one, counterexample, `${property} fails`)}
    >
      {sign}
    </button>
  );
}
