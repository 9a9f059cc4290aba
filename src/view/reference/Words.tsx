import { Children, Fragment, type ReactNode } from 'react';

/** A name, or several, that can break behind an underscore or an arrow and nowhere else. */
export function breakable(name: string): ReactNode {
  const parts: ReactNode[] = [];
  for (const part of name.split(/(?<=\w_|->)(?=\w)/)) parts.push(parts.length > 0 && <wbr />, part);
  return Children.toArray(parts);
}

/** A name as the kernel or the engine writes it. A long one can break behind an underscore. */
export function Name({ of }: { readonly of: string }) {
  if (of.length <= 20 || of.includes('->')) return <code className="unbroken">{of}</code>;
  return <code>{breakable(of)}</code>;
}

/** Names in a row. */
export function Names({ of }: { readonly of: readonly string[] }) {
  return of.map((name, i) => (
    <Fragment key={name}>
      {i > 0 && ', '}
      <Name of={name} />
    </Fragment>
  ));
}

/** Words in which `backticks` mark a name. */
export function Words({ of }: { readonly of: string }) {
  const parts: ReactNode[] = [];
  for (const [i, part] of of.split('`').entries()) parts.push(i % 2 === 1 ? <Name of={part} /> : part);
  return Children.toArray(parts);
}
