interface PipsProps {
  /** One letter a counted reference: `x` the xarray's, `r` any other, `s` short-term, `h` one that nobody explains. */
  readonly pips: string;
  readonly x: number;
  readonly y: number;
}

const STEP = 8.5;
const MOST = 7;

/** The holders of a node, one dot each. */
export function Pips({ pips, x, y }: PipsProps) {
  const shown = pips.length > MOST ? pips.slice(0, MOST - 2) : pips;
  return (
    <g className="pips" transform={`translate(${x},${y})`}>
      {[...shown].map((pip, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pip is its place in the row
        <circle key={i} data-pip={pip} cx={i * STEP} r={3} />
      ))}
      {shown !== pips && (
        <text x={shown.length * STEP - 2} y={3.5}>
          +{pips.length - shown.length}
        </text>
      )}
    </g>
  );
}
