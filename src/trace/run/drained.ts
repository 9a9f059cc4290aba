/** What a generator returns in the end. */
export function drained<T>(parts: Generator<undefined, T>): T {
  let next = parts.next();
  while (!next.done) next = parts.next();
  return next.value;
}
