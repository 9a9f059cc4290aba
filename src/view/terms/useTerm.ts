import { useEffect, useState } from 'react';

type Term = typeof import('./Term.tsx').Term;

let loaded: Term | null = null;

/** What explains a word. Null until it is there, and until then the word is plain. */
export function useTerm(): Term | null {
  const [, setLoaded] = useState(loaded !== null);
  useEffect(() => {
    // It may have come between the drawing and now.
    setLoaded(loaded !== null);
    if (loaded) return;
    let gone = false;
    import('./Term.tsx').then(
      (module) => {
        loaded = module.Term;
        if (!gone) setLoaded(true);
      },
      // Nobody has asked for it.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, []);
  return loaded;
}
