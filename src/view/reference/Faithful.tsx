import { AGREEMENT, AGREEMENT_TOTAL, countRows, KNOWN_FROM, MUTATION } from '../../guide/index.ts';
import { Dialog } from '../dialogs/Dialog.tsx';
import { Compared } from './Compared.tsx';
import { DIFFERENCES, NOT_COMPARED, NOT_SHOWN, SIMPLIFIED } from './limits.ts';
import { Words } from './Words.tsx';
import './reference.css';

const number = (value: number) => value.toLocaleString('en-US').replaceAll(',', '\u202f');
const COLUMNS = ['recorded', 'recordings', 'operations', 'objects', 'values', 'events'] as const;
const HEADS = { recorded: 'recorded', recordings: 'agree' } as Partial<Record<string, string>>;

const FILES = Object.keys(AGREEMENT);
const RANDOM = FILES.filter((file) => file.startsWith('random-'));

/** What was recorded, how much of it agrees, and what is left out. */
export function Faithful({ onClose }: { readonly onClose: () => void }) {
  const { recorded, recordings, operations, objects, values, events } = AGREEMENT_TOTAL;
  return (
    <Dialog title="How faithful is this?" onClose={onClose}>
      <div className="reference">
        <p>
          A real Linux 7.3.4 kernel (x86-64, <code>CONFIG_IOMMUFD_TEST</code>) ran written scenarios in{' '}
          {FILES.length - RANDOM.length} designs and random ones in {RANDOM.length}, through its ordinary
          ioctls and the subsystem’s own selftest, and printed the state after every operation. The emulation
          runs the same text and must give the same results. The tests count how many agree, and hold the
          figures:{' '}
          <strong>
            {number(recordings)} of {number(recorded)} recordings agree
          </strong>
          , in {number(operations)} operations, {number(objects)} states of objects and {number(values)}{' '}
          single values, and {number(events)} events come in the order of the kernel.
        </p>
        <table className="agreement">
          <caption>What agrees, by recorded design</caption>
          <thead>
            <tr>
              <th scope="col">design</th>
              {COLUMNS.map((name) => (
                <th key={name} scope="col" className="figure">
                  {HEADS[name] ?? name}
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
                  <td key={column} className="figure" data-head={HEADS[column] ?? column}>
                    {column === 'events' && RANDOM.includes(name) ? '–' : number(one[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <Compared />
        <List
          title="What is said beside each verdict, scenario and claim"
          lines={Object.entries(KNOWN_FROM).map(([kind, says]) => `${kind}: ${says}`)}
        />
        <List title="What is not compared" lines={NOT_COMPARED} />
        <Functions />
        <List
          title="Where a recording did not do what its description says: the recording won"
          lines={DIFFERENCES}
        />
        <List title="What is simpler here, and why" lines={SIMPLIFIED} />
        <List title="Bugs of the history of which objects and counts show nothing" lines={NOT_SHOWN} />
        <p>
          Would the tests notice a wrong rule? Each one that moves a count or decides a refusal was broken in
          every way that we thought of, one at a time: of {number(MUTATION.mutants)} broken engines the
          recordings noticed {number(MUTATION.recordings)} and the other tests {number(MUTATION.tests)}. The{' '}
          {number(MUTATION.survivors)} that nobody noticed are listed with the project, each with the reason
          why it makes no difference.
        </p>
        <p>
          Designs that were never recorded differ from 7.3 in the functions that the reference names, and are
          held by the laws: random scenarios must break those that a design is said to break, and no others.
          The engine was written from a description of the rules and from the recordings, not from the
          kernel’s source.
        </p>
      </div>
    </Dialog>
  );
}

/** Which function a step is in: no recording says it as a whole. */
function Functions() {
  const { rows, notChecked } = countRows();
  return (
    <section>
      <h3>In which function a step happens</h3>
      <p>
        Functions are named as in 7.3, whatever the version of the design. Stacks, the function names in the
        ledger, the steps that lock and unlock, and the sentences are not compared with recordings, which know
        of a function only where they have an event or a line of the log from it. So each kind of step that
        the library makes has a row that says where its function is known from: an event or a line of a
        recording, an event in the log of an unmodified kernel, a section of the description that the rules
        were written from (spec), or a reviewer. Of {number(rows)} rows {number(notChecked)} are not checked;
        the stack says so at the step. A line of the kernel log that no recording has is marked as derived.
      </p>
    </section>
  );
}

function List({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <Words of={line} />
          </li>
        ))}
      </ul>
    </section>
  );
}
