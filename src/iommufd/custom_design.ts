import { addableTo } from './added.ts';
import {
  type Added,
  type Design,
  type Holder,
  SWITCH_VALUES,
  type Switches,
  type Without,
} from './design.ts';
import type { ObjectType } from './op_spec.ts';
import { OBJECT_KINDS } from './pointers.ts';
import { PRESETS, type PresetName, presetOf } from './presets.ts';
import { ROLES, type RoleName } from './refs.ts';
import { RELATIONS } from './relations.ts';
import { spellWithout } from './without.ts';

/** A design of one's own: a preset, decided otherwise here and there. */
export interface CustomDesign {
  /** As its author calls it. */
  readonly title: string;
  readonly base: PresetName;
  readonly switches: Partial<Switches>;
  /** References that nobody takes or puts. */
  readonly without: readonly Without[];
  readonly added: readonly Added[];
}

/**
 * `my fix: naive, internalHoldsFile no, without access->ioas, without access->ictx of access 8, with hw_queue->ictx`.
 * No preset has a colon.
 */
export type CustomDesignName = `${string}: ${string}`;

/** Every design there can be, by its name, which says all of it. */
export type DesignName = PresetName | CustomDesignName;

const MAX_CUSTOM_TITLE = 24;

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

/** The role of a reference that a design can do without. */
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

export function isCustom(name: DesignName): name is CustomDesignName {
  return name.includes(': ');
}

const placeOf = ({ role }: Without) => (CUTTABLE as readonly string[]).indexOf(role);

/** In the order of the roles, those of one holder by its number. */
function byRole(a: Without, b: Without): number {
  return (
    placeOf(a) - placeOf(b) ||
    (a.of?.ictx ?? 0) - (b.of?.ictx ?? 0) ||
    (a.of?.id ?? 0) - (b.of?.id ?? 0) ||
    (spellWithout(a) < spellWithout(b) ? -1 : 1)
  );
}

/** The one way to write a design of one's own; what it decides as its base does goes without saying. */
export function spellCustom({ title, base, switches, without, added }: CustomDesign): CustomDesignName {
  const { design } = PRESETS[base];
  const decided = SWITCH_NAMES.flatMap((name) => {
    const value = switches[name];
    return value === undefined || value === design[name] ? [] : [`${name} ${spellValue(value)}`];
  });
  const all = new Set(without.filter(({ of }) => !of).map(({ role }) => role));
  const lacking = without.filter(({ role, of }) => !of || !all.has(role)).sort(byRole);
  const spelled = [...new Set(lacking.map((one) => `without ${spellWithout(one)}`))];
  const more = [...new Set(added.map(({ by, of }) => `with ${by}->${of}`))].sort();
  return `${title}: ${[base, ...decided, ...spelled, ...more].join(', ')}`;
}

/** What is wrong with a name of a design, as the rest of a sentence that begins with it. */
export class NoDesign extends Error {}

function readSwitch(part: string): Partial<Switches> {
  const [, name = '', written = ''] = /^(\w+) (.+)$/.exec(part) ?? [];
  const found = SWITCH_NAMES.find((one) => one === name);
  if (!found)
    throw new NoDesign(`${quote(part)} is not a switch with a value, "without ROLE" or "with A->B"`);
  const values: readonly Switches[SwitchName][] = SWITCH_VALUES[found];
  const value = values.find((one) => spellValue(one) === written);
  if (value === undefined)
    throw new NoDesign(`${found} is ${values.map(spellValue).join(' or ')}, not ${quote(written)}`);
  return { [found]: value };
}

/** A word of somebody's text, as a sentence can carry it. */
export function quote(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}

function readAdded(text: string): Added {
  const [by, of, ...more] = text.split('->');
  const holder = OBJECT_KINDS.find((kind) => kind === by);
  if (!holder || more.length > 0)
    throw new NoDesign(`${quote(text)} is not a reference between two kinds of objects`);
  const held = addableTo(holder).find((kind) => kind === of);
  if (!held)
    throw new NoDesign(`a ${holder} can hold ${addableTo(holder).join(' or ')}, not ${quote(of ?? '')}`);
  return { by: holder, of: held };
}

const HOLDER = /^(.+?) of ([a-z_]+) ([1-9]\d{0,5})(?: of ictx ([1-9]\d{0,5}))?$/;

/** Reads `access->ictx` or `access->ictx of access 8`. Throws NoDesign. */
function readWithout(text: string): Without {
  const [, one, kind, id, ictx] = HOLDER.exec(text) ?? [];
  const role = one ?? text;
  if (role.startsWith('added ')) readAdded(role.slice(6));
  if (!isCuttable(role)) throw new NoDesign(`${quote(text)} is not a reference that can be left out`);
  if (one === undefined) return { role };
  const holders = holdersOf(role);
  const holder = holders.find((known) => known === kind);
  if (!holder)
    throw new NoDesign(
      `${role} is left out of ${holders.join(' or ') || 'every holder'}, not of ${quote(`${kind} ${id}`)}`,
    );
  return { role, of: { kind: holder, id: Number(id), ...(ictx && { ictx: Number(ictx) }) } };
}

/** A reference as held by one object: of every holder where a design cannot leave it out of one alone. */
export function withoutOf(role: string, of: Holder): Without {
  return holdersOf(role).includes(of.kind) ? { role, of } : { role };
}

/** Whether a design can leave references of a role out. */
export function isCuttable(role: string): boolean {
  return role.startsWith('added ') || (CUTTABLE as readonly string[]).includes(role);
}

/** The kinds of objects of which one alone can go without a reference; none where others hold it too. */
function holdersOf(role: string): readonly ObjectType[] {
  if (role.startsWith('added ')) return [readAdded(role.slice(6)).by];
  const { by } = RELATIONS[role as CuttableRole];
  const kinds = OBJECT_KINDS.filter((kind) => by.includes(kind));
  return kinds.length === by.length ? kinds : [];
}

/** What is wrong with the title of a design, if anything is. */
export function wrongWith(title: string): string | null {
  if (/^[A-Za-z0-9][A-Za-z0-9 _+.'-]*$/.test(title) && title.length <= MAX_CUSTOM_TITLE) return null;
  return `${quote(title)} is not a title of a design: at most ${MAX_CUSTOM_TITLE} letters, digits, spaces and _ + . ' -`;
}

/** Reads a design of one's own. Throws NoDesign. */
export function readCustom(text: string): CustomDesign {
  const colon = text.indexOf(':');
  const title = text.slice(0, colon).trim();
  const wrong = wrongWith(title);
  if (wrong) throw new NoDesign(wrong);
  const [first = '', ...parts] = text
    .slice(colon + 1)
    .split(',')
    .map((part) => part.trim());
  const base = presetOf(first);
  if (!base) throw new NoDesign(`it begins with ${quote(first)}, which is not a named design`);
  let switches: Partial<Switches> = {};
  const without: Without[] = [];
  const added: Added[] = [];
  for (const part of parts) {
    if (part.startsWith('without ')) without.push(readWithout(part.slice(8)));
    else if (part.startsWith('with ')) added.push(readAdded(part.slice(5)));
    else switches = { ...switches, ...readSwitch(part) };
  }
  if (added.length > MAX_ADDED) throw new NoDesign(`it adds more than ${MAX_ADDED} references`);
  return { title, base, switches, without, added };
}

/** Reads the name of any design, in its canonical form. Throws NoDesign. */
export function readDesign(text: string): DesignName {
  const preset = presetOf(text);
  if (preset) return preset;
  if (!text.includes(':')) throw new NoDesign(`no design is called ${quote(text)}`);
  return spellCustom(readCustom(text));
}

/** The design of a name. One of one's own must be one that `readDesign` gave. */
export function designOf(name: DesignName): Design {
  if (!isCustom(name)) return PRESETS[name].design;
  const { base, switches, without, added } = readCustom(name);
  return {
    ...PRESETS[base].design,
    ...switches,
    ...(without.length > 0 && { without }),
    ...(added.length > 0 && { added }),
  };
}

/** A design with something decided otherwise: one of one's own goes on being that, a preset becomes `what if: …`. */
export function vary(
  name: DesignName,
  change: (own: CustomDesign) => Partial<CustomDesign>,
): CustomDesignName {
  const own: CustomDesign = isCustom(name)
    ? readCustom(name)
    : { title: 'what if', base: name, switches: {}, without: [], added: [] };
  return spellCustom({ ...own, ...change(own) });
}

/** What a design is called where there is little room. */
export function titleOf(name: DesignName): string {
  return isCustom(name) ? name.slice(0, name.indexOf(':')) : name;
}
