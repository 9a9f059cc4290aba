import { selection } from 'd3';

/*
 * Stands where d3-transition would. All that d3-zoom wants of it is that a movement under way is interrupted, and there
 * never is one: the drawing glides with CSS.
 */

export function interrupt(): void {}

Object.assign(selection.prototype, {
  interrupt<T>(this: T): T {
    return this;
  },
});
