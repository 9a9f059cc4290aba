/** What an attribute can stand at. */
export type Site = 'struct' | 'field' | 'variable' | 'function' | 'parameter' | 'statement';

interface AttributeSpec {
  readonly at: readonly Site[];
  /** How many arguments: at least, and at most. */
  readonly args: readonly [least: number, most: number];
}

const MANY = Number.POSITIVE_INFINITY;

/** The attributes there are. */
export const ATTRIBUTES: Readonly<Record<string, AttributeSpec>> = {
  __holds: { at: ['field', 'variable'], args: [1, MANY] },
  __if: { at: ['field'], args: [1, 1] },
  __role: { at: ['field', 'function'], args: [1, 1] },
  __owns: { at: ['field'], args: [0, 0] },
  __same: { at: ['field'], args: [0, 0] },
  __bias: { at: ['field'], args: [0, 0] },
  __count: { at: ['field'], args: [0, 0] },
  __on: { at: ['field'], args: [1, 1] },
  __id: { at: ['field'], args: [0, 1] },
  __serial: { at: ['field'], args: [0, 0] },
  __note: { at: ['field'], args: [0, 0] },
  __as: { at: ['field'], args: [1, 1] },
  __alarm: { at: ['field'], args: [1, 1] },
  __kind: { at: ['struct'], args: [1, 1] },
  __node: { at: ['struct'], args: [1, 2] },
  __part: { at: ['struct'], args: [1, 1] },
  __file: { at: ['variable'], args: [1, 1] },
  __free: { at: ['variable'], args: [1, 1] },
  __op: { at: ['function'], args: [1, 3] },
  __tears: { at: ['function'], args: [0, 0] },
  __probe: { at: ['function'], args: [0, 0] },
  __law: { at: ['function'], args: [2, 2] },
  __ctx: { at: ['parameter'], args: [0, 0] },
  __fd: { at: ['parameter'], args: [1, 1] },
  __is: { at: ['parameter'], args: [1, MANY] },
  __default: { at: ['parameter'], args: [1, 1] },
  __label: { at: ['parameter'], args: [1, 2] },
  __positional: { at: ['parameter'], args: [0, 0] },
  __puts: { at: ['statement'], args: [1, 1] },
  __ref: { at: ['statement'], args: [2, 2] },
};

/** Where an attribute can stand, in words. */
export function sitesOf({ at }: AttributeSpec): string {
  return at.map((site) => `a ${site}`).join(' or ');
}

/** How many arguments an attribute has, in words. */
export function arityOf({ args: [least, most] }: AttributeSpec): string {
  if (most === 0) return 'no argument';
  const few = least === most ? `${least}` : most === MANY ? `${least} or more` : `${least} to ${most}`;
  return `${few} ${least === 1 && most === 1 ? 'argument' : 'arguments'}`;
}
