import { useEffect, useState } from 'react';

/** What a search comes to; null while it goes on. It searches a piece at a time, and lets the page live in between. */
export function useSearch<T>(begin: () => Generator<unknown, T>): { readonly found: T } | null {
  const [found, setFound] = useState<{ readonly found: T } | null>(null);
  useEffect(() => {
    const search = begin();
    let timer = 0;
    const go = () => {
      const { done, value } = search.next();
      if (done) setFound({ found: value });
      else timer = window.setTimeout(go);
    };
    timer = window.setTimeout(go);
    return () => window.clearTimeout(timer);
  }, [begin]);
  return found;
}
