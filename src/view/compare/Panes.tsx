import { Graph, type GraphProps } from '../graph/Graph.tsx';
import { useApp } from '../useApp.ts';
import { DifferenceLine } from './DifferenceLine.tsx';
import { useDifferences } from './useDifferences.ts';
import { usePanes } from './usePanes.ts';
import './panes.css';

/** Designs side by side: one layout, one selection, each with what it makes of the operation at hand. */
export function Panes(graph: Omit<GraphProps, 'only'>) {
  const panes = usePanes(graph.scene, graph.picture);
  const differences = useDifferences(graph.scene);
  const setDesign = useApp((state) => state.setDesign);
  return (
    <>
      <div className="panes">
        {panes.map(({ design, title, picture, only, verdict, isGood, outcome, isMain }) => (
          <section key={design} className="pane" aria-label={title} data-main={isMain || undefined}>
            <header>
              <button
                type="button"
                className="mono"
                aria-pressed={isMain}
                title={isMain ? 'The panels show this one' : 'Show this one in the panels (x)'}
                onClick={() => setDesign(design)}
              >
                {title}
              </button>
              <strong className="pane-verdict" data-verdict={isGood ? 'good' : 'bad'}>
                {verdict}
              </strong>
              <code>{outcome}</code>
            </header>
            <Graph {...graph} picture={picture} only={only} />
          </section>
        ))}
      </div>
      <DifferenceLine differences={differences} />
    </>
  );
}
