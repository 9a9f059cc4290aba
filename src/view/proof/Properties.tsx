import { type Conclusion, formatOp, type Since, titleOf } from '../../store/index.ts';
import { CopyButton } from '../export/CopyButton.tsx';
import { copyText } from '../export/copyAs.ts';
import type { Concluded, Show } from './shown.ts';
import { counted, STATUS } from './words.ts';

interface PropertiesProps {
  readonly one: Concluded;
  readonly since: Since;
  readonly onShow: Show;
}

/** Each property of the specification, and each law: whether it holds, and if not the shortest way to where it fails. */
export function Properties({ one, since, onShow }: PropertiesProps) {
  const { lines, laws, states } = one.conclusion;
  const broken = laws.filter(({ status }) => status === 'fails').length;
  return (
    <>
      <Lines caption="Properties" lines={lines} one={one} since={since} onShow={onShow} />
      <details key={String(broken > 0)} open={broken > 0}>
        <summary>
          {broken > 0
            ? `${counted(broken, 'law')} of ${laws.length} ${broken === 1 ? 'is' : 'are'} broken`
            : `The ${counted(laws.length, 'law')} of states at rest hold in ${counted(Math.min(states, one.lawStates), 'state')}`}
        </summary>
        <Lines caption="Laws" lines={laws} one={one} since={{}} onShow={onShow} />
      </details>
    </>
  );
}

/** As one quotes it in a mail: each line, and under what fails the operations that show it. */
function listed({ design }: Concluded, lines: Conclusion['lines']): string {
  const rows = lines.flatMap(({ property, status, counterexample }) => [
    `  ${property}: ${status}`,
    ...(counterexample?.length === 0 ? ['      already'] : []),
    ...(counterexample ?? []).map((op) => `      ${formatOp(op)}`),
  ]);
  return `${[titleOf(design), ...rows].join('\n')}\n`;
}

interface LinesProps extends PropertiesProps {
  readonly caption: string;
  readonly lines: Conclusion['lines'];
}

function Lines({ caption, lines, one, since, onShow }: LinesProps) {
  const broken = (property: keyof Since) => {
    const count = since[property];
    const op = count !== undefined ? one.ops[count - 1] : undefined;
    return op && ` · since operation ${count}, ${formatOp(op)}`;
  };
  return (
    <table className="properties">
      <caption>
        {caption} of <code>{one.design}</code>{' '}
        <CopyButton
          label={`Copy the ${caption.toLowerCase()} as text`}
          onCopy={(store) => copyText(store, caption, listed(one, lines))}
        />
      </caption>
      <tbody>
        {lines.map(({ property, says, status, because, counterexample }) => (
          <tr key={property} data-status={status}>
            <th scope="row">{property}</th>
            <td>
              {says}
              {status === 'fails' && <span className="muted">{broken(property as keyof Since)}</span>}
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
                  {counterexample.map(formatOp).join(', ') || 'already'}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
