import { AGREEMENT, AGREEMENT_TOTAL } from '../../guide/index.ts';
import { Dialog } from '../Dialog.tsx';
import { DIFFERENCES, NOT_COMPARED, NOT_SHOWN, SIMPLIFIED } from './limits.ts';
import './reference.css';

const number = (value: number) => value.toLocaleString('en-US').replaceAll(',', '\u202f');
const COLUMNS = ['recordings', 'operations', 'objects', 'values', 'events'] as const;

/** What was recorded, how much of it agrees, and what is left out. */
export function Faithful({ onClose }: { readonly onClose: () => void }) {
  const { recordings, operations, objects, values, events } = AGREEMENT_TOTAL;
  return (
    <Dialog title="How faithful is this?" onClose={onClose}>
      <div className="reference">
        <p>
          A real Linux 7.3.4 (x86-64, CONFIG_IOMMUFD_TEST) ran {number(recordings)} scenarios through its own
          ioctls and the selftest of the subsystem, in eight designs, and printed after every operation what
          there was. The emulation runs the same scenarios and has to come to the same: return values, errnos
          and IDs, the state of every object, every count, what each release destroyed in which pass, warnings
          and waits. In the last test run {number(operations)} operations agreed, with {number(objects)}{' '}
          states of objects and {number(values)} single values, and {number(events)} events came in the same
          order. Not one differs.
        </p>
        <table>
          <caption>What agrees, by recorded design</caption>
          <thead>
            <tr>
              <th scope="col">recorded</th>
              {COLUMNS.map((name) => (
                <th key={name} scope="col" className="figure">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...Object.entries(AGREEMENT), ['all', AGREEMENT_TOTAL] as const].map(([name, one]) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                {COLUMNS.map((column) => (
                  <td key={column} className="figure" data-head={column}>
                    {one[column] === 0 ? '–' : number(one[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <List title="What is not compared" lines={NOT_COMPARED} />
        <List title="Where the recording surprised" lines={DIFFERENCES} />
        <List title="What is simpler here, and why" lines={SIMPLIFIED} />
        <List title="Bugs of the history that are not shown" lines={NOT_SHOWN} />
        <p>
          Designs that were never recorded differ from merged in one function each, and are held by the laws:
          random scenarios must break those that a design says it breaks, and no others. The engine was
          written from a description of the rules and from the recordings, not from the kernel's source.
        </p>
      </div>
    </Dialog>
  );
}

function List({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
