import type { Declaration, Statement, Unit } from '../parse/syntax.ts';
import { checkNote, checkVariable } from './check_attributes.ts';
import {
  checkExpression,
  checkInitialiser,
  checkTruth,
  checkValue,
  expect,
  expectInteger,
} from './check_expression.ts';
import { Scope } from './scope.ts';
import type { Collector } from './symbols.ts';
import { declared, kindOf, pointer, show } from './type.ts';

/** The kinds of lock that `guard()` and `scoped_guard()` take, with what each is the lock of. */
const GUARDS: ReadonlyMap<string, string> = new Map([
  ['mutex', 'struct mutex'],
  ['spinlock', 'spinlock_t'],
  ['rwsem_read', 'struct rw_semaphore'],
  ['rwsem_write', 'struct rw_semaphore'],
]);

/** What is around a statement. */
interface Around {
  readonly inLoop: boolean;
  readonly inSwitch: boolean;
}

/** Checks the body of a function. */
export function checkBody(symbols: Collector, unit: Unit, what: Declaration, body: Statement): void {
  const scope = new Scope(symbols, unit, kindOf(what.type));
  for (const parameter of what.parameters ?? []) scope.declare(parameter);
  checkLabels(scope, body);
  checkStatement(scope, body, { inLoop: false, inSwitch: false });
}

function checkStatement(scope: Scope, one: Statement, around: Around): void {
  const inLoop = { ...around, inLoop: true };
  switch (one.is) {
    case 'block':
      scope.within(() => {
        for (const inner of one.body) checkStatement(scope, inner, around);
      });
      return;
    case 'declare':
      checkVariable(scope, one.what);
      scope.declare(one.what);
      if (one.value) checkInitialiser(scope, one.value, declared(one.what));
      return;
    case 'expression':
      if (one.note) checkNote(scope, one.note);
      checkExpression(scope, one.value);
      return;
    case 'if':
      checkTruth(scope, one.test);
      checkStatement(scope, one.yes, around);
      if (one.no) checkStatement(scope, one.no, around);
      return;
    case 'while':
    case 'do':
      checkTruth(scope, one.test);
      checkStatement(scope, one.body, inLoop);
      return;
    case 'for':
      scope.within(() => {
        for (const first of one.first) checkStatement(scope, first, around);
        if (one.test) checkTruth(scope, one.test);
        if (one.next) checkExpression(scope, one.next);
        checkStatement(scope, one.body, inLoop);
      });
      return;
    case 'each':
      checkEach(scope, one);
      checkStatement(scope, one.body, inLoop);
      return;
    case 'switch':
      checkSwitch(scope, one, around);
      return;
    case 'guard':
      checkGuard(scope, one);
      if (one.body) checkStatement(scope, one.body, around);
      return;
    case 'return':
      checkReturn(scope, one);
      return;
    case 'break':
      if (!around.inLoop && !around.inSwitch) scope.problem(one.at, 'break is outside a loop and a switch');
      return;
    case 'continue':
      if (!around.inLoop) scope.problem(one.at, 'continue is outside a loop');
  }
}

function checkReturn(scope: Scope, { value, at }: Statement & { readonly is: 'return' }): void {
  const { returns } = scope;
  if (!value) {
    if (returns.is !== 'void') scope.problem(at, `a value is missing: the function returns ${show(returns)}`);
    return;
  }
  const kind = checkValue(scope, value);
  if (returns.is === 'void') scope.problem(at, 'the function returns nothing', 'write return; alone');
  else if (kind) expect(scope, value.at, kind, returns);
}

function checkSwitch(scope: Scope, one: Statement & { readonly is: 'switch' }, around: Around): void {
  expectInteger(scope, one.of);
  const seen = new Set<bigint | null>();
  for (const { value, body } of one.cases) {
    const constant = value && scope.symbols.constant(value);
    if (constant === undefined) scope.problem((value ?? one).at, 'a case is a constant');
    else if (seen.has(constant))
      scope.problem((value ?? one).at, value ? 'there is a case for this already' : 'there are two defaults');
    else seen.add(constant);
    scope.within(() => {
      for (const inner of body) checkStatement(scope, inner, { ...around, inSwitch: true });
    });
  }
}

function checkGuard(scope: Scope, { lock, of, at }: Statement & { readonly is: 'guard' }): void {
  const guarded = GUARDS.get(lock);
  if (guarded === undefined) {
    scope.unknown(at, lock, [...GUARDS.keys()], ' to guard with');
    return;
  }
  const kind = checkValue(scope, of);
  if (kind && show(kind) !== `${guarded} *`)
    scope.problem(of.at, `${show(kind)} where ${guarded} * is expected`);
}

/** How many arguments each loop takes. */
const LOOPS: ReadonlyMap<string, number> = new Map([
  ['xa_for_each', 3],
  ['list_for_each_entry', 3],
  ['list_for_each_entry_safe', 4],
]);

function checkEach(scope: Scope, { macro, args, at }: Statement & { readonly is: 'each' }): void {
  const most = LOOPS.get(macro);
  if (most === undefined) {
    scope.unknown(at, macro, [...LOOPS.keys()]);
    return;
  }
  if (args.length !== most) {
    scope.problem(at, `${macro} takes ${most} arguments, not ${args.length}`);
    return;
  }
  // The last argument of a loop over a list is the field that is on it.
  const isList = macro !== 'xa_for_each';
  const values = isList ? args.slice(0, -1) : args;
  const kinds = values.map((arg) =>
    arg.is === 'type' ? scope.problem(arg.at, 'a type is no value') : checkValue(scope, arg),
  );
  const head = kinds[isList ? values.length - 1 : 0];
  const expected = pointer({ is: 'struct', name: isList ? 'list_head' : 'xarray' });
  if (head) expect(scope, (values[isList ? values.length - 1 : 0] as { at: number }).at, head, expected);
  const item = kinds[0];
  const field = args.at(-1);
  if (isList && item && field?.is === 'name') scope.field(item, field.name, '->', field.at);
}

/** Each label once, and for each goto its label. */
function checkLabels(scope: Scope, body: Statement): void {
  const labels = new Set<string>();
  const jumps: (Statement & { readonly is: 'goto' | 'label' })[] = [];
  const walk = (one: Statement): void => {
    if (one.is === 'label') {
      if (labels.has(one.name)) scope.problem(one.at, `there are two labels ${one.name}`);
      labels.add(one.name);
    } else if (one.is === 'goto') jumps.push(one);
    for (const inner of within(one)) walk(inner);
  };
  walk(body);
  for (const { name, at } of jumps) if (!labels.has(name)) scope.unknown(at, name, [...labels], ' to go to');
}

/** The statements that stand in another. */
function within(one: Statement): readonly Statement[] {
  switch (one.is) {
    case 'block':
      return one.body;
    case 'if':
      return one.no ? [one.yes, one.no] : [one.yes];
    case 'while':
    case 'do':
    case 'for':
    case 'each':
      return [one.body];
    case 'guard':
      return one.body ? [one.body] : [];
    case 'switch':
      return one.cases.flatMap(({ body }) => body);
    default:
      return [];
  }
}
