import { createElement, Fragment, type ReactNode } from 'react';
import type { Mark } from '../../scene/index.ts';

function elementOf(mark: Mark | string | null): ReactNode {
  if (mark === null || typeof mark === 'string') return mark;
  const { name, attributes, key, inside } = mark;
  return createElement(
    name,
    key === undefined ? attributes : { ...attributes, key },
    ...inside.map(elementOf),
  );
}

/** Marks of the drawing as elements of the page. One that is missing leaves its place to nobody. */
export function Drawn({ marks }: { readonly marks: Mark['inside'] }) {
  return createElement(Fragment, null, ...marks.map(elementOf));
}
