/** A listener that fails keeps no other from hearing. */
export function apart<T>(listener: (state: T, before: T) => void): (state: T, before: T) => void {
  return (state, before) => {
    try {
      listener(state, before);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  };
}
