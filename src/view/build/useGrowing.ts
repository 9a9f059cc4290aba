import { useEffect, useState } from 'react';

/** Rows that are made at once. */
const ROWS = 60;

/** How many rows of a list are in the page so far: a long one grows, and the page has its turn in between. */
export function useGrowing(length: number): number {
  const [count, setCount] = useState(ROWS);
  useEffect(() => {
    if (count >= length) return;
    const waiting = setTimeout(() => setCount(count + ROWS));
    return () => clearTimeout(waiting);
  }, [count, length]);
  return Math.min(count, length);
}
