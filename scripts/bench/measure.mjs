export function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

/** What one in twenty exceeds. */
export function p95(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * 0.95)];
}

/** Milliseconds: the median of several runs after two that warm up. */
export function time(run, runs = 9) {
  const taken = Array.from({ length: runs + 2 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return median(taken.slice(2));
}

export const round = (number, digits = 1) => Number(number.toFixed(digits));
