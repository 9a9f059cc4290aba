import { useEffect, useMemo, useState } from 'react';
import type { BuiltIn, Guide } from '../../guide/index.ts';
import { builtInOf, formatOp, type Scenario } from '../../store/index.ts';
import { useApp } from '../useApp.ts';

type Guides = typeof import('../../guide/index.ts');

let loaded: Guides | null = null;

/** What the built-in scenarios have to say: text that the first picture does not wait for. Null until it is there. */
export function useGuides(): Guides | null {
  const [guides, setGuides] = useState(loaded);
  useEffect(() => {
    // They may have come between the drawing and now.
    setGuides(loaded);
    if (loaded) return;
    let gone = false;
    import('../../guide/index.ts').then(
      (module) => {
        loaded = module;
        if (!gone) setGuides(module);
      },
      // Nobody has asked for it.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, []);
  return guides;
}

function isSame(a: Scenario['ops'], b: Scenario['ops']): boolean {
  return a.length === b.length && a.every((op, i) => formatOp(op) === formatOp(b[i] as (typeof b)[number]));
}

export interface Lesson {
  readonly builtIn: BuiltIn;
  readonly guide: Guide;
  readonly guides: Guides;
  /** Somebody has changed its operations: what is said of their steps may not be true any more. */
  readonly isEdited: boolean;
}

/** What there is to learn from the open scenario, if it is a built-in. */
export function useLesson(): Lesson | null {
  const guides = useGuides();
  const title = useApp(({ document }) => document.title);
  const ops = useApp(({ document }) => document.ops);
  return useMemo(() => {
    const id = builtInOf(title);
    const builtIn = guides?.LIBRARY.find((one) => one.id === id);
    if (!guides || !builtIn) return null;
    const isEdited = !isSame(builtIn.scenario.ops, ops);
    return { builtIn, guide: guides.GUIDES[builtIn.id], guides, isEdited };
  }, [guides, title, ops]);
}
