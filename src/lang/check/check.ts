import { parse } from '../parse/parse.ts';
import type { Problem, SourceFile } from '../parse/problem.ts';
import type { Unit } from '../parse/syntax.ts';
import { checkAttributes } from './check_attributes.ts';
import { checkInitialiser } from './check_expression.ts';
import { checkBody } from './check_statement.ts';
import { KERNEL } from './kernel.ts';
import { Scope } from './scope.ts';
import { Collector, type Symbols } from './symbols.ts';
import { declared, VOID } from './type.ts';

/** The files of a model, read and checked. */
export interface Checked {
  readonly units: readonly Unit[];
  readonly symbols: Symbols;
  readonly problems: readonly Problem[];
}

/** The most problems that are told. */
const MOST_PROBLEMS = 50;

let kernel: Unit | undefined;

/** Reads the files of a model and checks what they say of each other and of the kernel. */
export function check(files: readonly SourceFile[]): Checked {
  const parsed = files.map(parse);
  const units = parsed.map(({ unit }) => unit);
  const symbols = new Collector();
  kernel ??= parse(KERNEL).unit;
  for (const unit of [kernel, ...units]) symbols.add(unit);
  const wrong = parsed.flatMap(({ problems }) => problems);
  // What is missing may stand in what could not be read.
  if (wrong.length === 0) for (const unit of units) checkUnit(symbols, unit);
  const problems = [...wrong, ...symbols.problems].slice(0, MOST_PROBLEMS);
  return { units, symbols, problems };
}

function checkUnit(symbols: Collector, unit: Unit): void {
  const scope = new Scope(symbols, unit, VOID);
  for (const one of unit.definitions) {
    checkAttributes(scope, one);
    switch (one.is) {
      case 'struct':
        for (const field of one.fields) scope.checkKind(declared(field), field.at);
        break;
      case 'variable':
        scope.checkKind(declared(one.what), one.what.at);
        if (one.value) checkInitialiser(scope, one.value, declared(one.what));
        break;
      case 'function':
        if (one.body) checkBody(symbols, unit, one.what, one.body);
    }
  }
}
