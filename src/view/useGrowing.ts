import { useEffect, useState } from 'react';

/**
 * How many rows of a list are in the page so far: a long one grows by a portion at a time, and the page has its turn in
 * between. With portions of another size it begins anew.
 */
export function useGrowing(length: number, portion: number): number {
  const [grown, setGrown] = useState({ portion, count: portion });
  const count = grown.portion === portion ? grown.count : portion;
  useEffect(() => {
    if (count >= length) return;
    const waiting = setTimeout(() => setGrown({ portion, count: count + portion }));
    return () => clearTimeout(waiting);
  }, [count, length, portion]);
  return Math.min(count, length);
}
