import { useEffect, useState } from 'react';

/**
 * How many rows of a list are in the page so far: a long one grows by a portion with each frame, so that the page
 * goes on living. With portions of another size it begins anew.
 */
export function useGrowing(length: number, portion: number): number {
  const [grown, setGrown] = useState({ portion, count: portion });
  const count = grown.portion === portion ? grown.count : portion;
  useEffect(() => {
    if (count >= length) return;
    const waiting = requestAnimationFrame(() => setGrown({ portion, count: count + portion }));
    return () => cancelAnimationFrame(waiting);
  }, [count, length, portion]);
  return Math.min(count, length);
}
