import type { Argument, Expression, Item } from '../parse/syntax.ts';
import { type Checks, checkMacro, isMacro } from './macros.ts';
import type { Scope } from './scope.ts';
import { ANY_POINTER, fits, INT, isTruth, type Kind, kindOf, pointer, show } from './type.ts';

const U64: Kind = { is: 'integer', name: 'u64' };
const BOOL: Kind = { is: 'integer', name: 'bool' };
const STRING: Kind = { is: 'pointer', to: { is: 'integer', name: 'char' } };

/** Names that every text has. */
const NAMED: ReadonlyMap<string, Kind> = new Map([
  ['NULL', ANY_POINTER],
  ['XA_ZERO_ENTRY', ANY_POINTER],
  ['true', BOOL],
  ['false', BOOL],
]);

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

/** What an expression is; null where that cannot be told, which is said. */
export function checkExpression(scope: Scope, one: Expression): Kind | null {
  switch (one.is) {
    case 'number':
      return one.isWide ? U64 : INT;
    case 'string':
      return STRING;
    case 'name':
      return NAMED.get(one.name) ?? scope.named(one.name, one.at);
    case 'unary':
      return checkUnary(scope, one);
    case 'postfix':
      return checkCounted(scope, one.of, one.op);
    case 'binary':
      return checkBinary(scope, one);
    case 'assign': {
      const to = checkPlace(scope, one.to);
      const value = checkValue(scope, one.value);
      if (!to || !value) return to;
      if (one.op !== '=' && (to.is !== 'integer' || value.is !== 'integer'))
        scope.problem(one.at, `${one.op} is for integers, not for ${show(to)}`);
      else expect(scope, one.value.at, value, to);
      return to;
    }
    case 'conditional': {
      checkTruth(scope, one.test);
      const [yes, no] = [checkValue(scope, one.yes), checkValue(scope, one.no)];
      if (!yes || !no) return yes ?? no;
      if (!fits(yes, no) && !fits(no, yes))
        return scope.problem(one.at, `the one is ${show(yes)} and the other ${show(no)}`);
      return yes.is === 'pointer' && yes.to.is === 'void' ? no : yes;
    }
    case 'call':
      return checkCall(scope, one);
    case 'member': {
      const of = checkExpression(scope, one.of);
      return of && scope.field(of, one.name, one.through, one.at);
    }
    case 'index': {
      const of = checkExpression(scope, one.of);
      expectInteger(scope, one.index);
      if (!of) return null;
      return of.is === 'array' ? of.of : scope.problem(one.at, `${show(of)} is no array`);
    }
    case 'cast':
      return checkCast(scope, one.of, kindOf(one.type), one.at);
    case 'initialiser':
      return scope.problem(one.at, 'values in braces can only initialise a variable');
  }
}

/** The value of an expression: an array and a function are pointers where they are used. */
export function checkValue(scope: Scope, one: Expression): Kind | null {
  const kind = checkExpression(scope, one);
  if (kind?.is === 'array') return pointer(kind.of);
  return kind?.is === 'function' ? pointer(kind) : kind;
}

/** Says what does not fit where something else is expected. */
export function expect(scope: Scope, at: number, value: Kind, expected: Kind): void {
  if (fits(value, expected)) return;
  const mend =
    value.is === 'integer' && expected.is === 'pointer'
      ? 'for an errno write ERR_PTR(…), for none NULL'
      : undefined;
  scope.problem(at, `${show(value)} where ${show(expected)} is expected`, mend);
}

export function checkTruth(scope: Scope, one: Expression): void {
  const kind = checkValue(scope, one);
  if (kind && !isTruth(kind)) scope.problem(one.at, `${show(kind)} is neither true nor false`);
}

export function expectInteger(scope: Scope, one: Expression): void {
  const kind = checkValue(scope, one);
  if (kind && kind.is !== 'integer') scope.problem(one.at, `${show(kind)} where an integer is expected`);
}

/** What can be written to. */
function checkPlace(scope: Scope, one: Expression): Kind | null {
  const kind = checkExpression(scope, one);
  if (kind?.is === 'opaque')
    return scope.problem(
      one.at,
      `only functions of the kernel change a ${kind.name}`,
      'as refcount_set() or mutex_lock() do',
    );
  if (kind?.is === 'array' || kind?.is === 'function' || kind?.is === 'struct')
    return scope.problem(one.at, `${show(kind)} cannot be assigned as a whole`);
  return kind;
}

function checkCounted(scope: Scope, of: Expression, op: string): Kind | null {
  const kind = checkPlace(scope, of);
  if (!kind || kind.is === 'integer') return kind;
  return scope.problem(of.at, `${op} is for integers, not for ${show(kind)}`);
}

function checkUnary(scope: Scope, { op, of, at }: Expression & { readonly is: 'unary' }): Kind | null {
  switch (op) {
    case '!':
      checkTruth(scope, of);
      return BOOL;
    case '++':
    case '--':
      return checkCounted(scope, of, op);
    case '&': {
      const kind = checkExpression(scope, of);
      return kind && pointer(kind);
    }
    case '*': {
      const kind = checkValue(scope, of);
      if (!kind) return null;
      return kind.is === 'pointer' && kind.to.is !== 'void'
        ? kind.to
        : scope.problem(at, `nothing can be read through ${show(kind)}`);
    }
    default:
      expectInteger(scope, of);
      return INT;
  }
}

function checkBinary(
  scope: Scope,
  { op, left, right, at }: Expression & { readonly is: 'binary' },
): Kind | null {
  if (op === '&&' || op === '||') {
    checkTruth(scope, left);
    checkTruth(scope, right);
    return BOOL;
  }
  const [a, b] = [checkValue(scope, left), checkValue(scope, right)];
  if (!a || !b) return COMPARISONS.has(op) ? BOOL : null;
  if (COMPARISONS.has(op)) {
    const isEquality = op === '==' || op === '!=';
    if (a.is === 'integer' && b.is === 'integer') return BOOL;
    if (!isEquality || !(fits(a, b) || fits(b, a)) || a.is === 'integer' || b.is === 'integer')
      scope.problem(at, `${show(a)} cannot be compared with ${show(b)} by ${op}`);
    return BOOL;
  }
  if (a.is === 'pointer' || b.is === 'pointer')
    return scope.problem(at, 'the language has no pointer arithmetic');
  if (a.is !== 'integer' || b.is !== 'integer')
    return scope.problem(at, `${op} is for integers, not for ${show(a.is === 'integer' ? b : a)}`);
  return [a, b].find(({ name }) => name.endsWith('64')) ?? a;
}

function checkCast(scope: Scope, of: Expression, to: Kind, at: number): Kind | null {
  const from = checkValue(scope, of);
  const isScalarKind = (kind: Kind) => kind.is === 'integer' || kind.is === 'pointer';
  if (from && (!isScalarKind(from) || !(isScalarKind(to) || to.is === 'void')))
    return scope.problem(at, `${show(from)} cannot be cast to ${show(to)}`);
  return to;
}

const CHECKS: Checks = {
  expression: checkExpression,
  value: checkValue,
  truth: checkTruth,
  integer: expectInteger,
};

function checkCall(scope: Scope, one: Expression & { readonly is: 'call' }): Kind | null {
  const { callee, args, at } = one;
  if (callee.is === 'name' && isMacro(callee.name)) return checkMacro(scope, callee.name, args, at, CHECKS);
  const kind = checkValue(scope, callee);
  if (!kind) {
    for (const arg of args) if (arg.is !== 'type') checkValue(scope, arg);
    return null;
  }
  const fn = kind.is === 'pointer' ? kind.to : kind;
  if (fn.is !== 'function') return scope.problem(at, `${show(kind)} cannot be called`);
  checkArguments(scope, args, fn.parameters, callee.is === 'name' ? callee.name : 'this', at);
  return fn.returns;
}

function checkArguments(
  scope: Scope,
  args: readonly Argument[],
  parameters: readonly Kind[],
  name: string,
  at: number,
): void {
  if (args.length !== parameters.length) {
    const few = parameters.length === 1 ? '1 argument' : `${parameters.length || 'no'} arguments`;
    scope.problem(at, `${name} takes ${few}, not ${args.length}`);
  }
  for (const [i, arg] of args.entries()) {
    if (arg.is === 'type') {
      scope.problem(arg.at, 'a type is no value');
      continue;
    }
    const value = checkValue(scope, arg);
    const expected = parameters[i];
    if (value && expected) expect(scope, arg.at, value, expected);
  }
}

/** Checks what a variable is initialised with. */
export function checkInitialiser(scope: Scope, one: Expression, expected: Kind): void {
  if (one.is !== 'initialiser') {
    const value = checkValue(scope, one);
    if (value) expect(scope, one.at, value, expected);
    return;
  }
  for (const item of one.items) {
    const kind = itemKind(scope, item, expected, one.at);
    if (kind) checkInitialiser(scope, item.value, kind);
  }
}

function itemKind(scope: Scope, { key, value }: Item, of: Kind, at: number): Kind | null {
  if (of.is === 'array') {
    if (key?.is === 'field') return scope.problem(value.at, `${show(of)} has no fields`);
    if (key && scope.symbols.constant(key.of) === undefined)
      return scope.problem(key.of.at, 'the place of an element is a constant');
    return of.of;
  }
  if (of.is !== 'struct') return scope.problem(at, `values in braces cannot initialise ${show(of)}`);
  if (key?.is !== 'field')
    return scope.problem(value.at, 'the field is named before its value', 'write .field = value');
  return scope.field(of, key.name, '.', value.at);
}
