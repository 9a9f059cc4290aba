import { sessionIn } from '../../store/index.ts';
import { linkOf } from '../link/address.ts';
import { useApp } from '../useApp.ts';

/** What this is a picture of, how it ends, and the way to the app, to exactly this step. */
export function Credit() {
  const document = useApp((state) => state.document);
  const { name } = useApp(sessionIn).verdict.headline;
  return (
    <section className="embed-credit" aria-label="Scenario">
      <h1>{document.title || 'Untitled scenario'}</h1>
      <code>{document.design}</code>
      <strong className="mono" data-verdict={name === 'FREED' ? 'good' : 'bad'}>
        {name}
      </strong>
      <a href={linkOf(document)} target="_blank" rel="noopener">
        Open in Release Graph
      </a>
    </section>
  );
}
