import type { Argument, Expression } from '../parse/syntax.ts';
import type { Scope } from './scope.ts';
import { ANY_POINTER, INT, type Kind, kindOf, pointer, show, VOID } from './type.ts';

const BOOL: Kind = { is: 'integer', name: 'bool' };
const SIZE: Kind = { is: 'integer', name: 'size_t' };

/** What the arguments of a macro are checked with. */
export interface Checks {
  expression(scope: Scope, one: Expression): Kind | null;
  value(scope: Scope, one: Expression): Kind | null;
  truth(scope: Scope, one: Expression): void;
  integer(scope: Scope, one: Expression): void;
}

/** Checks the arguments of a macro of the kernel, and tells what it comes to. */
type Macro = (scope: Scope, args: readonly Expression[], checks: Checks) => Kind | null;

/** Of any pointer, something. */
const ofPointer =
  (result: Kind): Macro =>
  (scope, [of], checks) => {
    const kind = of && checks.value(scope, of);
    if (kind && kind.is !== 'pointer')
      scope.problem((of as Expression).at, `${show(kind)} where a pointer is expected`);
    return result;
  };

const same: Macro = (scope, [of], checks) => (of ? checks.value(scope, of) : null);

const larger: Macro = (scope, args, checks) => {
  for (const arg of args) checks.integer(scope, arg);
  return args[0] ? checks.value(scope, args[0]) : null;
};

const warn: Macro = (scope, [test], checks) => {
  if (test) checks.truth(scope, test);
  return BOOL;
};

const wait =
  (result: Kind): Macro =>
  (scope, [queue, until, timeout], checks) => {
    if (queue) checks.expression(scope, queue);
    if (until) checks.truth(scope, until);
    if (timeout) checks.integer(scope, timeout);
    return result;
  };

/** What a text tells its reader of an object, for which no code stands. */
const told =
  (expected: 'text' | 'number' | 'object'): Macro =>
  (scope, [object, what], checks) => {
    ofPointer(VOID)(scope, object ? [object] : [], checks);
    if (what && expected === 'number') checks.integer(scope, what);
    else if (what && expected === 'object') ofPointer(VOID)(scope, [what], checks);
    else if (what && what.is !== 'string') scope.problem(what.at, 'a text in quotes is expected');
    return VOID;
  };

/** What is a macro because no function of C could be it, with how many arguments: at least, and at most. */
const MACROS: Readonly<Record<string, readonly [Macro, least: number, most: number]>> = {
  IS_ERR: [ofPointer(BOOL), 1, 1],
  IS_ERR_OR_NULL: [ofPointer(BOOL), 1, 1],
  PTR_ERR: [ofPointer(INT), 1, 1],
  ERR_CAST: [ofPointer(ANY_POINTER), 1, 1],
  ERR_PTR: [
    (scope, [errno], checks) => {
      if (errno) checks.integer(scope, errno);
      return ANY_POINTER;
    },
    1,
    1,
  ],
  WARN_ON: [warn, 1, 3],
  WARN_ON_ONCE: [warn, 1, 3],
  BUG_ON: [warn, 1, 1],
  READ_ONCE: [same, 1, 1],
  rcu_dereference: [same, 1, 1],
  no_free_ptr: [same, 1, 1],
  lockdep_assert_held: [same, 1, 1],
  min: [larger, 2, 2],
  max: [larger, 2, 2],
  __says: [told('text'), 2, 2],
  __pass: [told('number'), 2, 2],
  __uncounted: [told('object'), 2, 2],
  wait_event: [wait(VOID), 2, 2],
  wait_event_timeout: [wait(INT), 3, 3],
};

/** Those that take a type, or the name of a field, among their arguments. */
const TYPED = ['sizeof', 'container_of', 'list_entry', 'list_first_entry_or_null'] as const;

export function isMacro(name: string): boolean {
  return Object.hasOwn(MACROS, name) || TYPED.some((one) => one === name);
}

export function checkMacro(
  scope: Scope,
  name: string,
  args: readonly Argument[],
  at: number,
  checks: Checks,
): Kind | null {
  if (name === 'sizeof') return checkSizeof(scope, args, at, checks);
  const macro = MACROS[name];
  if (!macro) return checkContainer(scope, name, args, at, checks);
  const [check, least, most] = macro;
  if (args.length < least || args.length > most)
    return scope.problem(
      at,
      `${name} takes ${least === most ? least : `${least} to ${most}`} arguments, not ${args.length}`,
    );
  const type = args.find(({ is }) => is === 'type');
  if (type) return scope.problem(type.at, 'a type is no value');
  return check(scope, args as readonly Expression[], checks);
}

function checkSizeof(
  scope: Scope,
  [of, ...more]: readonly Argument[],
  at: number,
  checks: Checks,
): Kind | null {
  if (!of || more.length > 0) return scope.problem(at, 'sizeof takes 1 argument');
  const kind = of.is === 'type' ? kindOf(of.type) : checks.expression(scope, of);
  if (kind && kind.is !== 'struct')
    return scope.problem(
      of.at,
      'sizeof is of a struct: it says which kind of memory is meant',
      'write sizeof(struct NAME) or sizeof(*pointer)',
    );
  if (kind) scope.checkKind(kind, of.at);
  return SIZE;
}

/** `container_of(pointer, struct type, field.inner)`: the type, where something is embedded. */
function checkContainer(
  scope: Scope,
  name: string,
  args: readonly Argument[],
  at: number,
  checks: Checks,
): Kind | null {
  const [of, type, member] = args;
  if (args.length !== 3 || !of || of.is === 'type' || type?.is !== 'type' || !member || member.is === 'type')
    return scope.problem(at, `${name} takes a pointer, a type and a field`);
  const outer = kindOf(type.type);
  const inner = embedded(scope, outer, member);
  const kind = checks.value(scope, of);
  if (!inner || !kind) return pointer(outer);
  if (kind.is !== 'pointer' || (kind.to.is !== 'void' && show(kind.to) !== show(inner)))
    scope.problem(
      of.at,
      `${show(kind)} where ${show(pointer(inner))} is expected, which is what is embedded there`,
    );
  return pointer(outer);
}

/** What is embedded in a struct as a field, or as a field of a field. */
function embedded(scope: Scope, outer: Kind, member: Expression): Kind | null {
  if (member.is === 'name') return scope.field(outer, member.name, '.', member.at);
  if (member.is !== 'member') return scope.problem(member.at, 'this is no field');
  const of = embedded(scope, outer, member.of);
  return of && scope.field(of, member.name, '.', member.at);
}
