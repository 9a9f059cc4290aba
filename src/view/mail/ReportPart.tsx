import { useCallback } from 'react';
import { comingTo, type Report } from '../../export/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { OpenButton } from './OpenButton.tsx';
import { useSearch } from './useSearch.ts';

interface ReportPartProps {
  readonly report: Report;
  readonly onOpen: (scenario: Scenario) => void;
}

/** What a log of a kernel says, the scenarios that come to it, and what to paste instead of it. */
export function ReportPart({ report, onOpen }: ReportPartProps) {
  const { trouble, named } = report;
  const search = useSearch(useCallback(() => comingTo(report), [report]));
  return (
    <section aria-label="Log of a kernel">
      <p>
        It reports a {trouble} in <code>{named}</code>.
      </p>
      {search === null ? (
        <p className="muted">Looking for scenarios of the library that come to it…</p>
      ) : search.found.length > 0 ? (
        <>
          <h4>Scenarios of the library that come to it</h4>
          <ul className="plain" aria-label="Scenarios">
            {search.found.map(({ scenario, because }) => (
              <li key={scenario.title}>
                <OpenButton scenario={scenario} onOpen={onOpen} /> <span className="muted">{because}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="muted">No scenario of the library comes to it.</p>
      )}
      <p className="muted">
        A log does not say what the process did. Paste its reproducer to step through it: a syzkaller program,
        or the operations one a line.
      </p>
    </section>
  );
}
