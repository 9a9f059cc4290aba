import { after, type Step, stepsFrom } from './graph.ts';

/** Where a call is over. */
type End = null;

/** By step, the step at which all ways from it come together again; null for the end of the call. */
export type PostDominators = ReadonlyMap<Step, Step | End>;

/** Steps against their direction, the end first, each after one that it leads to. */
function backwards(entry: Step): readonly (Step | End)[] {
  const before = new Map<Step | End, Step[]>();
  for (const step of stepsFrom(entry)) {
    const next = after(step);
    for (const one of next.length > 0 ? next : [null]) before.set(one, [...(before.get(one) ?? []), step]);
  }
  const seen = new Set<Step | End>();
  const order: (Step | End)[] = [];
  const visit = (step: Step | End) => {
    seen.add(step);
    for (const one of before.get(step) ?? []) if (!seen.has(one)) visit(one);
    order.push(step);
  };
  visit(null);
  return order.reverse();
}

/** The nearest step that every way passes: its immediate post-dominator, as Cooper, Harvey and Kennedy find it. */
export function postDominatorsOf(entry: Step): PostDominators {
  const order = backwards(entry);
  const rank = new Map(order.map((step, i) => [step, i]));
  const nextOf = order.map((step) =>
    step && after(step).length > 0 ? after(step).map((one) => rank.get(one) as number) : [0],
  );
  const meets: (number | undefined)[] = [0];
  const common = (a: number, b: number): number => {
    let [one, other] = [a, b];
    while (one !== other)
      if (one > other) one = meets[one] as number;
      else other = meets[other] as number;
    return one;
  };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let i = 1; i < order.length; i++) {
      const found = (nextOf[i] as number[]).filter((next) => meets[next] !== undefined).reduce(common);
      if (found === meets[i]) continue;
      meets[i] = found;
      isChanged = true;
    }
  }
  return new Map(order.flatMap((step, i) => (step ? [[step, order[meets[i] as number] as Step | End]] : [])));
}
