import { type BuiltIn, endingIn, type GUIDES, type Guide } from '../../guide/index.ts';
import { MAIN_DESIGNS, opSpec, type PresetName } from '../../store/index.ts';

/** What somebody looks for; an empty string looks for nothing in particular. */
export interface Wanted {
  readonly query: string;
  /** A kind of thing that its operations make. */
  readonly kind: string;
  /** A design that it is about, or that ends it otherwise than 7.3 does. */
  readonly design: PresetName | '';
  /** What it ends in, in a design that it shows. */
  readonly ending: string;
}

export const ANYTHING: Wanted = { query: '', kind: '', design: '', ending: '' };

/** The kinds of things that the operations of a built-in make. */
export function kindsOf({ scenario: { ops } }: BuiltIn): readonly string[] {
  return [...new Set(ops.flatMap(({ name }) => opSpec(name).labels.map(({ names }) => names)))];
}

/** The designs whose endings a built-in shows: the main ones, and its own. */
export function shownDesigns({ scenario }: BuiltIn): readonly PresetName[] {
  return [...new Set([...MAIN_DESIGNS, scenario.design])];
}

function isAbout({ scenario }: BuiltIn, guide: Guide, design: PresetName): boolean {
  if (scenario.design === design || guide.stops.some((stop) => stop.design === design)) return true;
  return endingIn(guide, design) !== endingIn(guide, '7.3');
}

/** All that is told of a built-in, in which its words are looked for. */
export function textOf({ id, question, scenario }: BuiltIn, guide: Guide): string {
  const { story, lookAt, about, stops } = guide;
  const told = [question, story, lookAt, about, ...stops.map(({ says }) => says)];
  return [id, scenario.title, ...told, ...scenario.ops.map(({ name }) => name)].join('\n');
}

/** The built-ins that have every word and all else that is wanted, in the library's order. */
export function matching(
  library: readonly BuiltIn[],
  guides: typeof GUIDES,
  { query, kind, design, ending }: Wanted,
): readonly BuiltIn[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return library.filter((one) => {
    const guide = guides[one.id];
    const text = textOf(one, guide).toLowerCase();
    if (!words.every((word) => text.includes(word))) return false;
    if (kind && !kindsOf(one).includes(kind)) return false;
    if (design && !isAbout(one, guide, design)) return false;
    return !ending || shownDesigns(one).some((shown) => endingIn(guide, shown) === ending);
  });
}
