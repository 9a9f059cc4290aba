const KINDS = ['graph', 'strip', 'compare', 'tour'] as const;

/** What of the app is in the frame of another page. */
export interface Embed {
  readonly kind: (typeof KINDS)[number];
  /** Whether it can be stepped there, or is a picture. */
  readonly controls: boolean;
}

/** What the query of an address asks for; null for the whole app, and for what there is not. */
export function embedIn(query: string): Embed | null {
  const asked = new URLSearchParams(query);
  const kind = KINDS.find((one) => one === asked.get('embed'));
  return kind ? { kind, controls: asked.get('controls') !== '0' } : null;
}
