import { POINTERS } from '../iommufd/index.ts';
import { MACHINE_POINTERS, type Snapshot } from '../machine/index.ts';

/** Fields of cells that hold addresses, one or many. @internal */
export const POINTER_FIELDS: ReadonlySet<string> = new Set(
  [POINTERS, MACHINE_POINTERS].flatMap((kinds) => Object.values(kinds).flatMap((of) => Object.keys(of))),
);

/** A name for each cell that says nothing of where it is: its kind and ID, and which of those that share both. */
function namesOf(state: Snapshot): readonly string[] {
  const seen = new Map<string, number>();
  return state.map((cell) => {
    const { kind, id = '' } = cell as { kind: string; id?: number };
    const nth = (seen.get(`${kind} ${id}`) ?? 0) + 1;
    seen.set(`${kind} ${id}`, nth);
    return `${kind} ${id}.${nth}`;
  });
}

/** A value as text, the same for what is the same: fields by name, addresses as what stands there. */
function written(value: unknown, isPointer: boolean, nameOf: (address: number) => string): string {
  if (typeof value === 'number') return isPointer ? nameOf(value) : String(value);
  if (Array.isArray(value)) return `[${value.map((one) => written(one, isPointer, nameOf)).join()}]`;
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  const fields = Object.entries(value).map(([key, field]) => {
    // A lock is known as `${address}.${name}`.
    const name = key.replace(/^\d+(?=\.)/, (address) => nameOf(Number(address)));
    return `${name}:${written(field, POINTER_FIELDS.has(key), nameOf)}`;
  });
  return `{${fields.sort().join()}}`;
}

/** FNV-1a from a start of one's choice, with its bits mixed at the end. */
function hash(text: string, start: number): number {
  let mixed = start;
  for (let i = 0; i < text.length; i++) mixed = Math.imul(mixed ^ text.charCodeAt(i), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Four characters, digits and small letters. */
const short = (value: number) => (value % 36 ** 4).toString(36).padStart(4, '0');

/**
 * The canonical text of a state: the same for two states that differ only in addresses and in what was freed before.
 * It has every value that code could still read.
 */
export function canonicalOf(state: Snapshot): string {
  const living = state.filter(({ freed }) => !freed);
  const kept = namesOf(living);
  const names = new Map<number, string>();
  let nth = 0;
  for (const [address, { freed }] of state.entries()) if (!freed) names.set(address, kept[nth++] as string);
  // A pointer to freed memory is as good as any other: following it is the end.
  const nameOf = (address: number) => names.get(address) ?? (address > 0 ? 'freed' : String(address));
  const cells = living.map((cell, i) => `${kept[i]} ${written(cell, false, nameOf)}`);
  return cells.sort().join('\n');
}

/** A text in eight characters: it tells apart what differs by accident, and stops nobody who looks for two of the same. */
export function digestOfText(text: string): string {
  return short(hash(text, 0x811c9dc5)) + short(hash(text, 0x9747b28c));
}

/**
 * A state in eight characters: every cell, freed ones as they were last, with all its fields.
 */
export function digestOf(state: Snapshot): string {
  const names = namesOf(state);
  const nameOf = (address: number) => names[address] ?? String(address);
  const cells = state.map((cell, address) => `${names[address]} ${written(cell, false, nameOf)}`);
  return digestOfText(cells.sort().join('\n'));
}
