import type { Declaration, Type } from '../parse/syntax.ts';
import { isScalar, SCALARS } from '../parse/words.ts';

/** What an expression is, or a variable, or a field. */
export type Kind =
  | { readonly is: 'void' }
  /** Any integer, and bool: the language converts between them as C does. */
  | { readonly is: 'integer'; readonly name: string }
  /** A counter or a lock: only functions of the kernel look inside. */
  | { readonly is: 'opaque'; readonly name: string }
  | { readonly is: 'struct'; readonly name: string }
  | { readonly is: 'pointer'; readonly to: Kind }
  | { readonly is: 'array'; readonly of: Kind }
  | { readonly is: 'function'; readonly returns: Kind; readonly parameters: readonly Kind[] };

export const VOID: Kind = { is: 'void' };
export const INT: Kind = { is: 'integer', name: 'int' };
export const ANY_POINTER: Kind = { is: 'pointer', to: VOID };

const OPAQUE: ReadonlySet<string> = new Set(['refcount_t', 'atomic_t', 'spinlock_t', 'wait_queue_head_t']);

/** A pointer to something, so many times. */
export function pointer(to: Kind, stars = 1): Kind {
  return stars > 0 ? pointer({ is: 'pointer', to }, stars - 1) : to;
}

/** A type as it is written. An enum is an integer. */
export function kindOf({ name, stars }: Type): Kind {
  const named = (): Kind => {
    if (name === 'void') return VOID;
    if (OPAQUE.has(name)) return { is: 'opaque', name };
    if (isScalar(name)) return { is: 'integer', name };
    const [word, struct = ''] = name.split(' ');
    return word === 'enum' ? { is: 'integer', name: 'u32' } : { is: 'struct', name: struct };
  };
  return pointer(named(), stars);
}

/** What is declared: an array of a type, a function, a pointer to one, or the type itself. */
export function declared({ type, size, parameters, isPointer }: Declaration): Kind {
  const kind = kindOf(type);
  if (parameters) {
    const fn: Kind = { is: 'function', returns: kind, parameters: parameters.map(declared) };
    return isPointer ? pointer(fn) : fn;
  }
  return size === undefined ? kind : { is: 'array', of: kind };
}

/** A kind in the words of C. */
export function show(kind: Kind): string {
  switch (kind.is) {
    case 'void':
      return 'void';
    case 'integer':
    case 'opaque':
      return kind.name;
    case 'struct':
      return `struct ${kind.name}`;
    case 'pointer': {
      if (kind.to.is === 'function') return `pointer to a ${show(kind.to)}`;
      const to = show(kind.to);
      return to.endsWith('*') ? `${to}*` : `${to} *`;
    }
    case 'array':
      return `array of ${show(kind.of)}`;
    case 'function':
      return `function (${kind.parameters.map(show).join(', ')}) that returns ${show(kind.returns)}`;
  }
}

export function isSame(a: Kind, b: Kind): boolean {
  if (a.is === 'pointer' && b.is === 'pointer') return isSame(a.to, b.to);
  if (a.is === 'array' && b.is === 'array') return isSame(a.of, b.of);
  if (a.is === 'function' && b.is === 'function')
    return (
      isSame(a.returns, b.returns) &&
      a.parameters.length === b.parameters.length &&
      a.parameters.every((one, i) => isSame(one, b.parameters[i] as Kind))
    );
  if (a.is === 'integer' && b.is === 'integer') return widthOf(a.name) === widthOf(b.name);
  return a.is === b.is && show(a) === show(b);
}

function widthOf(name: string): number {
  return isScalar(name) ? SCALARS[name] : 32;
}

/** Whether something has a truth: an integer, or a pointer that may be NULL. */
export function isTruth({ is }: Kind): boolean {
  return is === 'integer' || is === 'pointer';
}

/** Whether a value can be put where a kind is expected, without a cast. */
export function fits(value: Kind, expected: Kind): boolean {
  if (expected.is === 'integer')
    return value.is === 'integer' || (expected.name === 'bool' && value.is === 'pointer');
  if (value.is === 'function' && expected.is === 'pointer') return fits(pointer(value), expected);
  if (value.is === 'pointer' && expected.is === 'pointer')
    return value.to.is === 'void' || expected.to.is === 'void' || isSame(value.to, expected.to);
  return isSame(value, expected);
}
