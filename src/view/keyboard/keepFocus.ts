/** An element, and the child of it that the focus was in. */
interface Within {
  readonly parent: Element;
  readonly at: number;
}

const CONTROLS = 'button, a[href], input, select, textarea, summary, [tabindex="0"]';

function firstIn(part: Element): HTMLElement | undefined {
  const all = [part, ...part.querySelectorAll(CONTROLS)] as HTMLElement[];
  return all.find((one) => one.matches(CONTROLS) && !one.matches(':disabled') && one.checkVisibility());
}

/** What took the place of a child: the one that stands there now, or else the nearest, those after it first. */
function inPlaceOf({ parent, at }: Within): HTMLElement | undefined {
  const children = [...parent.children];
  const nearest = [...children.slice(at), ...children.slice(0, at).reverse()];
  for (const child of nearest) {
    const found = firstIn(child);
    if (found) return found;
  }
  return undefined;
}

/**
 * Keeps the focus in the page when what has it goes away, and nobody else gives it a place: it goes to what is nearest.
 * Returns how to stop.
 */
export function keepFocus(): () => void {
  let focused: Element | null = null;
  let path: readonly Within[] = [];
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    focused = target;
    const found: Within[] = [];
    for (let one = target; one.parentElement; one = one.parentElement)
      found.push({ parent: one.parentElement, at: [...one.parentElement.children].indexOf(one) });
    path = found;
  };
  const isLost = () => focused !== null && !focused.isConnected && document.activeElement === document.body;
  const mend = () => {
    if (!isLost()) return;
    for (const within of path) {
      const found = within.parent.isConnected ? inPlaceOf(within) : undefined;
      if (!found) continue;
      found.focus({ preventScroll: true });
      return;
    }
  };
  // Whoever gives the focus back knows better where to, and does so with the same change.
  const watched = new MutationObserver(() => {
    if (isLost()) setTimeout(mend);
  });
  watched.observe(document.body, { childList: true, subtree: true });
  document.addEventListener('focusin', remember);
  return () => {
    watched.disconnect();
    document.removeEventListener('focusin', remember);
  };
}
