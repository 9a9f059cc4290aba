/** References that a design of one's own leaves out: of every holder, or of one. */
import { type Address, kindOf, peek, type Ref } from '../machine/index.ts';
import type { Design, Holder, Without } from './design.ts';
import type { Kernel } from './kernel.ts';

/** As a design has it: `access->ictx`, `access->ictx of access 8`. */
export function spellWithout({ role, of }: Without): string {
  if (!of) return role;
  return `${role} of ${of.kind} ${of.id}${of.ictx === undefined ? '' : ` of ictx ${of.ictx}`}`;
}

function isCalled(k: Kernel, by: Address, { kind, id, ictx }: Holder): boolean {
  if (kindOf(k, by) !== kind || peek(k, by, 'id') !== id) return false;
  return ictx === undefined || peek(k, peek(k, by, 'home') as Address, 'serial') === ictx;
}

/** What a kernel of a design leaves out. */
export function leftOutBy({ without = [] }: Design): (k: Kernel, ref: Ref) => boolean {
  const holders = new Map<string, (Holder | undefined)[]>();
  for (const { role, of } of without) holders.set(role, [...(holders.get(role) ?? []), of]);
  return (k, { role, by }) => holders.get(role)?.some((of) => !of || isCalled(k, by, of)) ?? false;
}
