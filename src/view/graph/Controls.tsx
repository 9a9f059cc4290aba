interface ControlsProps {
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
}

const STEP = 1.3;

export function Controls({ onZoom, onFit }: ControlsProps) {
  return (
    <fieldset className="graph-controls" aria-label="Zoom">
      <button type="button" onClick={() => onZoom(STEP)} aria-label="Zoom in" title="Zoom in">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 8h10M8 3v10" />
        </svg>
      </button>
      <button type="button" onClick={() => onZoom(1 / STEP)} aria-label="Zoom out" title="Zoom out">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 8h10" />
        </svg>
      </button>
      <button type="button" onClick={onFit} aria-label="Fit the graph into view" title="Fit">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />
        </svg>
      </button>
    </fieldset>
  );
}
