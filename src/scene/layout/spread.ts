/**
 * Places as near as possible to the wanted ones, at least `gap` apart, in the same order: isotonic least squares, by
 * pooling adjacent violators.
 */
export function apart(wanted: readonly number[], gap: number): readonly number[] {
  const pools: { sum: number; size: number }[] = [];
  wanted.forEach((x, i) => {
    let pool = { sum: x - i * gap, size: 1 };
    for (let last = pools.at(-1); last && last.sum / last.size > pool.sum / pool.size; last = pools.at(-1)) {
      pool = { sum: pool.sum + last.sum, size: pool.size + last.size };
      pools.pop();
    }
    pools.push(pool);
  });
  return pools.flatMap(({ sum, size }) => Array<number>(size).fill(sum / size)).map((x, i) => x + i * gap);
}

/** As `apart`, on whole numbers: every place is a seat. */
export function seat(wanted: readonly number[], gap: number): readonly number[] {
  let free = Number.NEGATIVE_INFINITY;
  return apart(wanted, gap).map((x) => {
    const at = Math.max(Math.round(x), free);
    free = at + gap;
    return at;
  });
}
