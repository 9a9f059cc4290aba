/** Scrolls a page that is higher than the window no farther than it takes to have the graph in view. */
export function bringGraphInSight(): void {
  document.querySelector('.graph-room .graph')?.scrollIntoView({ block: 'nearest' });
}
