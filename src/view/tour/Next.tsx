import { EMPTY_SCENARIO } from '../../store/index.ts';
import { useApp } from '../useApp.ts';
import { useLesson } from './useGuide.ts';

/** What to do once a scenario is understood: the next in reading order, or one's own. */
export function Next() {
  const lesson = useLesson();
  const open = useApp((state) => state.open);
  if (!lesson) return null;
  const next = lesson.guides.nextTo(lesson.guides.LIBRARY, lesson.builtIn);
  return (
    <div className="next" role="group" aria-label="What next">
      {next && (
        <button type="button" onClick={() => open(next.scenario)}>
          Next: {next.scenario.title} ▸
        </button>
      )}
      <button type="button" onClick={() => open(EMPTY_SCENARIO)}>
        Build your own
      </button>
    </div>
  );
}
