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

/** One table of the reference. Nothing where no row has what is looked for. */
export function Section({ id, title, note, head, rows, query }: SectionProps & { readonly query: string }) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)));
  if (found.length === 0) return null;
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
          {found.map(({ key, cells: [first, ...others] }) => (
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
