/**
 * An element of the drawing, with the names that SVG has in the DOM: the page makes an element of it and a picture a
 * line of its source, so that neither can draw what the other does not.
 */
export interface Mark {
  readonly name: 'g' | 'rect' | 'circle' | 'path' | 'text' | 'tspan';
  /** What is undefined is left out. */
  readonly attributes: Readonly<Record<string, string | number | true | undefined>>;
  /** Which it is among those beside it, where their number changes. */
  readonly key?: string;
  /** Null keeps the place of what is not there now. */
  readonly inside: readonly (Mark | string | null)[];
}

export function markOf(name: Mark['name'], attributes: Mark['attributes'], ...inside: Mark['inside']): Mark {
  return { name, attributes, inside };
}
