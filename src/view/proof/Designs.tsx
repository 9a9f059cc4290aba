import type { DesignName } from '../../store/index.ts';
import type { Concluded, Show } from './shown.ts';
import { STATUS, sentenceOf, toneOf } from './words.ts';

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
            <th scope="col">in every order</th>
          </tr>
        </thead>
        <tbody>
          {all.map((name) => {
            const one = concluded.get(name);
            return (
              <tr key={name} aria-current={name === current || undefined}>
                <th scope="row">{name}</th>
                {properties.map(({ property }, i) => (
                  <td key={property} data-status={one?.conclusion.lines[i]?.status}>
                    {one && <Cell one={one} index={i} onShow={onShow} />}
                  </td>
                ))}
                <td className="outcome" data-verdict={one && toneOf(one.conclusion)}>
                  {one && sentenceOf(one.conclusion)}
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
