import { addableTo } from './added.ts';
import { type Added, type Design, SWITCH_VALUES, type Switches } from './design.ts';
import { PRESETS, type PresetName, presetOf } from './presets.ts';
import { ROLES, type RoleName } from './refs.ts';
import { OBJECT_KINDS } from './relations.ts';

/** A design of one's own: a preset, decided otherwise here and there. */
export interface OwnDesign {
  /** As its author calls it. */
  readonly title: string;
  readonly base: PresetName;
  readonly switches: Partial<Switches>;
  /** References that nobody takes or puts. */
  readonly without: readonly CuttableRole[];
  readonly added: readonly Added[];
}

/** `my fix: naive, internalHoldsFile no, without access->ioas, with hw_queue->ictx`. No preset has a colon. */
export type OwnDesignName = `${string}: ${string}`;

/** Every design there can be, by its name, which says all of it. */
export type DesignName = PresetName | OwnDesignName;

const MAX_OWN_TITLE = 24;

/** At most so many references are added. */
const MAX_ADDED = 4;

/** How objects are found and what user space has is not up to a design; short-term references are nobody's for long. */
const NEEDED = [
  'fd',
  'xarray',
  'bias',
  'lock_obj',
  'ioctl',
  'vma->vm_file',
  'destroy',
  'pin',
  'pin lock',
] as const satisfies readonly RoleName[];

export type CuttableRole = Exclude<RoleName, (typeof NEEDED)[number]>;

/** References that a design can do without. */
export const CUTTABLE = (Object.keys(ROLES) as RoleName[]).filter(
  (role): role is CuttableRole => !(NEEDED as readonly RoleName[]).includes(role),
);

type SwitchName = keyof Switches;
const SWITCH_NAMES = Object.keys(SWITCH_VALUES) as readonly SwitchName[];

/** How a value of a switch is written. */
export function spellValue(value: Switches[SwitchName]): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

export function isOwn(name: DesignName): name is OwnDesignName {
  return name.includes(': ');
}

/** The one way to write a design of one's own; what it decides as its base does goes without saying. */
export function spellOwn({ title, base, switches, without, added }: OwnDesign): OwnDesignName {
  const { design } = PRESETS[base];
  const decided = SWITCH_NAMES.flatMap((name) => {
    const value = switches[name];
    return value === undefined || value === design[name] ? [] : [`${name} ${spellValue(value)}`];
  });
  const lacking = CUTTABLE.filter((role) => without.includes(role)).map((role) => `without ${role}`);
  const more = [...new Set(added.map(({ by, of }) => `with ${by}->${of}`))].sort();
  return `${title}: ${[base, ...decided, ...lacking, ...more].join(', ')}`;
}

/** What is wrong with a name of a design, as the rest of a sentence that begins with it. */
export class NoDesign extends Error {}

function readSwitch(part: string): Partial<Switches> {
  const [, name = '', written = ''] = /^(\w+) (.+)$/.exec(part) ?? [];
  const found = SWITCH_NAMES.find((one) => one === name);
  if (!found)
    throw new NoDesign(`${quoted(part)} is no switch with a value, no "without ROLE" and no "with A->B"`);
  const values: readonly Switches[SwitchName][] = SWITCH_VALUES[found];
  const value = values.find((one) => spellValue(one) === written);
  if (value === undefined)
    throw new NoDesign(`${found} is ${values.map(spellValue).join(' or ')}, not ${quoted(written)}`);
  return { [found]: value };
}

const quoted = (text: string) => `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;

function readAdded(text: string): Added {
  const [by, of, ...more] = text.split('->');
  const holder = OBJECT_KINDS.find((kind) => kind === by);
  if (!holder || more.length > 0)
    throw new NoDesign(`${quoted(text)} is no reference between two kinds of objects`);
  const held = addableTo(holder).find((kind) => kind === of);
  if (!held)
    throw new NoDesign(`a ${holder} can hold ${addableTo(holder).join(' or ')}, not ${quoted(of ?? '')}`);
  return { by: holder, of: held };
}

/** What is wrong with the title of a design, if anything is. */
export function wrongWith(title: string): string | null {
  if (/^[A-Za-z0-9][A-Za-z0-9 _+.'-]*$/.test(title) && title.length <= MAX_OWN_TITLE) return null;
  return `${quoted(title)} is no title of a design: at most ${MAX_OWN_TITLE} letters, digits, spaces and _ + . ' -`;
}

/** Reads a design of one's own. Throws NoDesign. */
export function readOwn(text: string): OwnDesign {
  const colon = text.indexOf(':');
  const title = text.slice(0, colon).trim();
  const wrong = wrongWith(title);
  if (wrong) throw new NoDesign(wrong);
  const [first = '', ...parts] = text
    .slice(colon + 1)
    .split(',')
    .map((part) => part.trim());
  const base = presetOf(first);
  if (!base) throw new NoDesign(`it begins with ${quoted(first)}, which is no preset`);
  let switches: Partial<Switches> = {};
  const without: CuttableRole[] = [];
  const added: Added[] = [];
  for (const part of parts) {
    if (part.startsWith('without ')) {
      const role = CUTTABLE.find((one) => one === part.slice(8));
      if (!role) throw new NoDesign(`${quoted(part.slice(8))} is no reference that can be left out`);
      without.push(role);
    } else if (part.startsWith('with ')) added.push(readAdded(part.slice(5)));
    else switches = { ...switches, ...readSwitch(part) };
  }
  if (added.length > MAX_ADDED) throw new NoDesign(`it adds more than ${MAX_ADDED} references`);
  return { title, base, switches, without, added };
}

/** Reads the name of any design, in its canonical form. Throws NoDesign. */
export function readDesign(text: string): DesignName {
  const preset = presetOf(text);
  if (preset) return preset;
  if (!text.includes(':')) throw new NoDesign(`no design is called ${quoted(text)}`);
  return spellOwn(readOwn(text));
}

const designs = new Map<OwnDesignName, Design>();

/** The design of a name. One of one's own must be one that `readDesign` gave. */
export function designOf(name: DesignName): Design {
  if (!isOwn(name)) return PRESETS[name].design;
  const known = designs.get(name);
  if (known) return known;
  const { base, switches, without, added } = readOwn(name);
  const design: Design = {
    ...PRESETS[base].design,
    ...switches,
    ...(without.length > 0 && { uncounted: without.map((role) => ({ role })) }),
    ...(added.length > 0 && { added }),
  };
  designs.set(name, design);
  return design;
}

/** A design with something decided otherwise: one of one's own goes on being that, a preset becomes `what if: …`. */
export function vary(name: DesignName, change: (own: OwnDesign) => Partial<OwnDesign>): OwnDesignName {
  const own: OwnDesign = isOwn(name)
    ? readOwn(name)
    : { title: 'what if', base: name, switches: {}, without: [], added: [] };
  return spellOwn({ ...own, ...change(own) });
}

/** What a design is called where there is little room. */
export function titleOf(name: DesignName): string {
  return isOwn(name) ? name.slice(0, name.indexOf(':')) : name;
}
