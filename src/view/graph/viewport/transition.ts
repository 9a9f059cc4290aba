/*
 * Stands where d3-transition would. All that d3-zoom wants of it is that a movement under way is interrupted, and there
 * never is one: the drawing glides with CSS. The viewport says the same of a selection.
 */

export function interrupt(): void {}
