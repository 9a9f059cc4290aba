import { formatOp } from '../../store/index.ts';
import type { Concluded, Show } from './shown.ts';
import { STATUS } from './words.ts';

/** Each property of the specification: whether it holds, and if not the shortest way to where it fails. */
export function Properties({ one, onShow }: { readonly one: Concluded; readonly onShow: Show }) {
  return (
    <table className="properties">
      <caption>
        Properties of <code>{one.design}</code>
      </caption>
      <tbody>
        {one.conclusion.lines.map(({ property, says, status, because, counterexample }) => (
          <tr key={property} data-status={status}>
            <th scope="row">{property}</th>
            <td>
              {says}
              {status === 'fails' && because !== one.conclusion.because && (
                <span className="muted"> · {because}</span>
              )}
            </td>
            <td className="status">
              <span aria-hidden>{STATUS[status].sign}</span> {status}
            </td>
            <td>
              {counterexample && (
                <button
                  type="button"
                  className="mono"
                  onClick={() => onShow(one, counterexample, `${property} fails`)}
                  title="Step through the shortest counterexample"
                >
                  {counterexample.map(formatOp).join(', ') || 'at once'}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
