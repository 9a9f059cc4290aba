import { useEffect } from 'react';
import { EMPTY_SCENARIO } from '../../store/index.ts';
import { keepSeen } from '../kept/seen.ts';
import { keep } from '../kept/storage.ts';
import { useApp } from '../useApp.ts';
import { useLesson } from './useGuide.ts';
import './tour.css';

/** What to do at the end of a tour, which is kept as seen: the next in reading order, or one's own. */
export function Next() {
  const lesson = useLesson();
  const open = useApp((state) => state.open);
  const id = lesson?.builtIn.id;
  useEffect(() => {
    if (id) keep((storage) => keepSeen(storage, id, 'toured'));
  }, [id]);
  if (!lesson) return null;
  const next = lesson.guides.nextTo(lesson.builtIn);
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
