/** Half the width of a node with its gap: nodes sit on multiples of it, so that columns line up. */
export const SEAT = 84;

/** From one row of objects to the next. */
export const ROW_PITCH = 90;

/** Descriptors are flatter than objects. */
const TOP_PITCH = 74;

/** Centre of a row. Row 0 has the descriptors. */
export function rowY(row: number): number {
  return row === 0 ? 0 : TOP_PITCH + (row - 1) * ROW_PITCH;
}
