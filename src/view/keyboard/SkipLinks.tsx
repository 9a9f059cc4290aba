/** The first stops of Tab: past the bar and the panels. Links would change the address, which is the scenario. */
export function SkipLinks() {
  return (
    <nav className="skip-links" aria-label="Skip">
      <button type="button" onClick={() => goTo('.graph-drawing')}>
        Skip to the graph
      </button>
      <button type="button" onClick={() => goTo('.operations [aria-current]', '.tabs button')}>
        Skip to the operations
      </button>
    </nav>
  );
}

/** To the first of these that is there. */
function goTo(...selectors: readonly string[]): void {
  const found = selectors.map((one) => document.querySelector<HTMLElement | SVGElement>(one));
  found.find((one) => one !== null)?.focus();
}
