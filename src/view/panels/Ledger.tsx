import { useState } from 'react';
import { roleOf, sessionIn } from '../../store/index.ts';
import {
  COUNT_WORDS,
  type Count,
  countsOf,
  formatCount,
  isExplained,
  NO_LEDGER,
  nameOf,
  notTaken,
  type Row,
  takenIn,
} from '../../trace/index.ts';
import { CopyButton } from '../export/CopyButton.tsx';
import { copyAs } from '../export/copyAs.ts';
import { breakable } from '../reference/Words.tsx';
import { Explained } from '../terms/Explained.tsx';
import { useApp } from '../useApp.ts';
import type { Shown } from '../usePicture.ts';
import { subjectsOf } from './subjects.ts';

/** Who has each count of the selected object: one row a reference, and a flag where the rows do not add up. */
export function Ledger({ shown }: { readonly shown: Shown }) {
  const { run, ledgers } = useApp(sessionIn);
  const selected = useApp((state) => state.selected) ?? firstContext(shown);
  const { frame } = shown;
  const state = run.frames[frame]?.state ?? [];
  const ledger = ledgers[frame] ?? NO_LEDGER;
  const subjects = selected === null ? [] : subjectsOf(run, state, selected);
  const counts = subjects.flatMap((address) =>
    countsOf(state, ledger, address).map((count) => ({ address, count })),
  );
  const left = ledger.uncounted.filter(({ of, ref }) => subjects.includes(of) || subjects.includes(ref.by));
  const first = subjects[0];
  return (
    <section className="panel ledger" aria-labelledby="ledger-title">
      <h2 id="ledger-title">
        Ledger{first !== undefined && <code> {nameOf(state, first)}</code>}
        <CopyButton label="Copy who holds every count as text" onCopy={(store) => copyAs(store, 'ledger')} />
      </h2>
      {first !== undefined && state[first]?.kind === 'ctx' && (
        <p className="muted">
          <Explained of="A context (ictx) has no count of its own: the count of its file keeps it alive." />
        </p>
      )}
      {selected === null && (
        <p className="muted">Nothing is open yet. Select an object to see who holds each of its counts.</p>
      )}
      {selected !== null && counts.length === 0 && (
        <p className="muted">Nobody holds a reference at this step.</p>
      )}
      {counts.map(({ address, count }) => (
        <CountTable key={`${address}.${count.name}`} address={address} count={count} shown={shown} />
      ))}
      {left.map((row) => (
        <p key={`${row.of}.${row.ref.by}`} className="uncounted">
          <code>{row.ref.role}</code> of {nameOf(state, row.ref.by)} on the {nameOf(state, row.of)}:{' '}
          {notTaken(row)}.
        </p>
      ))}
    </section>
  );
}

/** With nothing selected, who holds the context is what matters. */
function firstContext({ scene, picture }: Shown): string | null {
  const at = scene.nodes.findIndex(({ kind }, i) => kind === 'ictx' && picture.nodes[i]?.status !== 'future');
  return scene.nodes[at]?.key ?? null;
}

interface CountTableProps {
  readonly address: Row['of'];
  readonly count: Count;
  readonly shown: Shown;
}

/** Rows that a table begins with; the rest is shown when it is asked for. */
const FIRST_ROWS = 40;

function CountTable({ address, count, shown: { session, frame } }: CountTableProps) {
  const [isWhole, setWhole] = useState(false);
  const rows = isWhole ? count.rows : count.rows.slice(0, FIRST_ROWS);
  const left = count.rows.length - rows.length;
  const state = session.run.frames[frame]?.state ?? [];
  const cell = state[address];
  const of = cell?.kind === 'area' ? `${nameOf(state, address)}: ` : '';
  return (
    <table data-unexplained={!isExplained(count) || undefined}>
      <caption>
        <Explained of={of} />
        <code>
          <Explained of={COUNT_WORDS[count.name]} />
        </code>{' '}
        <b>{formatCount(count.value)}</b>
        {!isExplained(count) && <strong> {count.rows.length} of it explained: nobody has the rest</strong>}
      </caption>
      {count.rows.length > 0 && (
        <>
          <thead>
            <tr>
              <th scope="col">who</th>
              <th scope="col">taken in</th>
              <th scope="col">put by</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <LedgerRow
                key={`${row.ref.role}.${row.ref.by}.${row.ref.nth ?? ''}.${row.since}`}
                row={row}
                who={holderOf(state, row)}
              />
            ))}
            {left > 0 && (
              <tr>
                <td colSpan={3}>
                  <button type="button" onClick={() => setWhole(true)}>
                    Show {left} more
                  </button>
                </td>
              </tr>
            )}
          </tbody>
        </>
      )}
    </table>
  );
}

function holderOf(state: Parameters<typeof nameOf>[0], { ref }: Row): string {
  if (ref.role === 'xarray' || ref.role === 'bias') return ref.role;
  return ref.role === 'fd' ? `fd ${ref.nth}` : nameOf(state, ref.by);
}

function LedgerRow({ row, who }: { readonly row: Row; readonly who: string }) {
  const seek = useApp((state) => state.seek);
  const role = roleOf(row.ref.role);
  return (
    <tr>
      <td>
        {row.ref.role.includes('->') ? who : <Explained of={who} />}
        {row.ref.role.includes('->') && <code className="role">{breakable(row.ref.role)}</code>}
      </td>
      <td>
        <code>{breakable(takenIn(row) ?? role.taken)}</code>{' '}
        <button
          type="button"
          className="step-link"
          onClick={() => seek(row.since)}
          title={`Go to step ${row.since}`}
        >
          {row.since}
        </button>
      </td>
      <td>
        <code>{breakable(role.put)}</code>
      </td>
    </tr>
  );
}
