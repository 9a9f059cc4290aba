import type { Seen } from '../kept/seen.ts';

const WORDS = { opened: 'seen', toured: 'seen, with its tour' } as const satisfies Record<Seen, string>;

/** A quiet mark on what was seen. */
export function SeenMark({ seen }: { readonly seen: Seen | undefined }) {
  return (
    seen && (
      <span className="seen" role="img" aria-label={WORDS[seen]} title={WORDS[seen]} data-seen={seen}>
        ✓
      </span>
    )
  );
}
