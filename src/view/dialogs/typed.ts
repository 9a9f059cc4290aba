/** What was typed into a dialog that is still on its way. */
let typed = '';

/** Takes what was typed, once. */
export function takeTyped(): string {
  const taken = typed;
  typed = '';
  return taken;
}

/** Keeps what is typed from now on, as a field would. Returns how to stop. */
export function keepTyped(): () => void {
  const hear = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey) return;
    if (key === 'Backspace') typed = typed.slice(0, -1);
    else if (key.length === 1) typed += key;
  };
  window.addEventListener('keydown', hear, true);
  return () => window.removeEventListener('keydown', hear, true);
}
