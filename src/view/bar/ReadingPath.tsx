import { PATH_STEPS } from '../../guide/index.ts';
import type { Scenario } from '../../store/index.ts';
import { forgetSeen } from '../kept/seen.ts';
import { keep } from '../kept/storage.ts';
import { useSeen } from '../kept/useSeen.ts';
import { useApp } from '../useApp.ts';
import { SeenMark } from './SeenMark.tsx';

/** In which order to read, how far somebody has come, and what is next. */
export function ReadingPath({ onOpened }: { readonly onOpened: () => void }) {
  const open = useApp((state) => state.open);
  const seen = useSeen();
  const next = PATH_STEPS.find(({ id }) => !seen.has(id));
  const openThen = (scenario: Scenario) => {
    open(scenario);
    onOpened();
  };
  const count = PATH_STEPS.filter(({ id }) => seen.has(id)).length;
  return (
    <section className="chapter path" aria-labelledby="chapter-path">
      <h3 id="chapter-path">Where to begin</h3>
      <div className="path-now">
        {next && (
          <button type="button" onClick={() => openThen(next.one.scenario)}>
            {count === 0 ? 'First' : 'Next'}: {next.one.scenario.title} ▸
          </button>
        )}
        <output aria-label="Seen of the path">
          {count} of {PATH_STEPS.length} seen
        </output>
        {seen.size > 0 && (
          <button type="button" className="path-forget" onClick={() => keep(forgetSeen)}>
            Forget what was seen
          </button>
        )}
      </div>
      <details>
        <summary>The path, in its order</summary>
        <ol aria-label="The path">
          {PATH_STEPS.map(({ id, why, one: { scenario } }) => (
            <li key={id} aria-current={id === next?.id ? 'step' : undefined}>
              <button type="button" onClick={() => openThen(scenario)}>
                {scenario.title}
              </button>{' '}
              <SeenMark seen={seen.get(id)} />
              <p>{why}</p>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
