/** Key of the node that an event is on. */
export function keyAt(target: EventTarget | null): string | null {
  return target instanceof Element
    ? (target.closest('[data-node]')?.getAttribute('data-node') ?? null)
    : null;
}
