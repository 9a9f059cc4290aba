import type { Arrow } from './arrows.ts';

/** The shortest way round through each name that lies on one, each once. */
export function ringsIn(arrows: readonly Arrow[]): readonly (readonly string[])[] {
  const out = new Map<string, string[]>();
  for (const { from, to } of arrows) out.set(from, [...(out.get(from) ?? []), to]);
  const seen = new Set<string>();
  return [...out.keys()].flatMap((start) => {
    if (seen.has(start)) return [];
    const paths = new Map<string, readonly string[]>([[start, [start]]]);
    for (const [at, path] of paths)
      for (const to of out.get(at) ?? []) {
        if (to === start) {
          for (const name of path) seen.add(name);
          return [path];
        }
        if (!paths.has(to)) paths.set(to, [...path, to]);
      }
    return [];
  });
}
