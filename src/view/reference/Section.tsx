import type { ReactNode } from 'react';

export interface Row {
  readonly key: string;
  readonly cells: readonly ReactNode[];
  /** What a search looks at. */
  readonly text: string;
}

export interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly head: readonly string[];
  readonly rows: readonly Row[];
}

/** The rows that have every word of a query, in any order. */
export function rowsWith(query: string, rows: readonly Row[]): readonly Row[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)));
}

/** One table of the reference. */
export function Section({ id, title, note, head, rows }: SectionProps) {
  return (
    <section id={`reference-${id}`} className="reference-section" aria-labelledby={`reference-${id}-title`}>
      <h3 id={`reference-${id}-title`} tabIndex={-1}>
        {title}
      </h3>
      <p className="muted">{note}</p>
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {others.map((cell, i) => (
                <td key={head[i + 1]} data-head={head[i + 1]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
