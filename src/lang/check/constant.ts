import type { Expression } from '../parse/syntax.ts';

const WORD = 64n;

/** What an operator makes of two integers; undefined if it makes none. */
function combine(op: string, a: bigint, b: bigint): bigint | undefined {
  const truth = (is: boolean) => (is ? 1n : 0n);
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? undefined : a / b;
    case '%':
      return b === 0n ? undefined : a % b;
    case '|':
      return a | b;
    case '&':
      return a & b;
    case '^':
      return a ^ b;
    case '<<':
      return b < 0n || b >= WORD ? undefined : a << b;
    case '>>':
      return b < 0n || b >= WORD ? undefined : a >> b;
    case '==':
      return truth(a === b);
    case '!=':
      return truth(a !== b);
    case '<':
      return truth(a < b);
    case '>':
      return truth(a > b);
    case '<=':
      return truth(a <= b);
    case '>=':
      return truth(a >= b);
    case '&&':
      return truth(a !== 0n && b !== 0n);
    case '||':
      return truth(a !== 0n || b !== 0n);
    default:
      return undefined;
  }
}

/** The value of an expression of constants; undefined if it has none. `named` gives the values of names. */
export function constantOf(one: Expression, named: (name: string) => bigint | undefined): bigint | undefined {
  switch (one.is) {
    case 'number':
      return one.value;
    case 'name':
      if (one.name === 'true' || one.name === 'false') return BigInt(one.name === 'true');
      return named(one.name);
    case 'cast':
      return one.type.stars === 0 ? constantOf(one.of, named) : undefined;
    case 'unary': {
      const of = constantOf(one.of, named);
      if (of === undefined) return undefined;
      if (one.op === '-') return -of;
      if (one.op === '~') return ~of;
      return one.op === '!' ? BigInt(of === 0n) : undefined;
    }
    case 'binary': {
      const [left, right] = [constantOf(one.left, named), constantOf(one.right, named)];
      return left === undefined || right === undefined ? undefined : combine(one.op, left, right);
    }
    case 'conditional': {
      const test = constantOf(one.test, named);
      return test === undefined ? undefined : constantOf(test === 0n ? one.no : one.yes, named);
    }
    default:
      return undefined;
  }
}
