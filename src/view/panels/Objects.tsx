import { GraphList } from '../graph/GraphList.tsx';
import { useApp } from '../useApp.ts';
import type { Shown } from '../usePicture.ts';

/** The graph in words. */
export function Objects({ shown }: { readonly shown: Shown }) {
  const selected = useApp((state) => state.selected);
  const select = useApp((state) => state.select);
  return (
    <section className="panel" aria-label="Objects">
      <GraphList scene={shown.scene} picture={shown.picture} selected={selected} onSelect={select} />
    </section>
  );
}
