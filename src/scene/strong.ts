/**
 * Strongly connected components, by Tarjan's algorithm without recursion: the number of its component for every end
 * of a link.
 */
export function componentsOf<N>(
  links: readonly { readonly from: N; readonly to: N }[],
): ReadonlyMap<N, number> {
  const out = new Map<N, N[]>();
  for (const { from, to } of links) {
    const targets = out.get(from);
    if (targets) targets.push(to);
    else out.set(from, [to]);
    if (!out.has(to)) out.set(to, []);
  }
  const order = new Map<N, number>();
  const low = new Map<N, number>();
  const component = new Map<N, number>();
  const open: N[] = [];
  const lower = (node: N, value: number) => low.set(node, Math.min(low.get(node) ?? value, value));
  for (const root of out.keys()) {
    if (order.has(root)) continue;
    const path: { readonly node: N; next: number }[] = [];
    const enter = (node: N) => {
      low.set(node, order.size);
      order.set(node, order.size);
      open.push(node);
      path.push({ node, next: 0 });
    };
    enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node } = top;
      const target = out.get(node)?.[top.next++];
      if (target !== undefined) {
        if (!order.has(target)) enter(target);
        else if (!component.has(target)) lower(node, order.get(target) ?? 0);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above) lower(above.node, low.get(node) ?? 0);
      if (low.get(node) !== order.get(node)) continue;
      const name = order.get(node) ?? 0;
      for (let member = open.pop(); member !== undefined; member = member === node ? undefined : open.pop())
        component.set(member, name);
    }
  }
  return component;
}
