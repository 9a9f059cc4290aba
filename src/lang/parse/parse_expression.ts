import type { Cursor } from './cursor.ts';
import { beginsType, parseName, parseType } from './parse_type.ts';
import type { Argument, Expression, Item, UnaryOperator } from './syntax.ts';
import { Stop } from './token.ts';
import { KEYWORDS } from './words.ts';

/** Operators between two operands, from those that bind least. @internal */
export const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const ASSIGNMENTS: ReadonlySet<string> = new Set([
  ...['=', '+=', '-=', '*=', '/=', '%=', '|=', '&=', '^=', '<<=', '>>='],
]);

const UNARY: ReadonlySet<string> = new Set(['!', '-', '~', '&', '*', '++', '--'] satisfies UnaryOperator[]);

/** How many operators may follow each other without brackets. */
const LONGEST = 200;

function checkLength(c: Cursor, operators: number): void {
  if (operators > LONGEST) throw new Stop(c.now.at, `this has more than ${LONGEST} operators in a row`);
}

const isUnary = (text: string): text is UnaryOperator => UNARY.has(text);

/** Reads an expression. A comma is none of its operators. */
export function parseExpression(c: Cursor): Expression {
  return c.nested(() => {
    const to = parseConditional(c);
    const { kind, text, at } = c.now;
    if (kind !== 'sign' || !ASSIGNMENTS.has(text)) return to;
    if (!['name', 'member', 'index'].includes(to.is) && !(to.is === 'unary' && to.op === '*'))
      throw new Stop(at, 'what stands before this cannot be assigned to');
    c.advance();
    return { is: 'assign', op: text, to, value: parseExpression(c), at };
  });
}

/** `(…)`. */
export function parseInBrackets(c: Cursor): Expression {
  c.need('(');
  const found = parseExpression(c);
  c.need(')');
  return found;
}

/** The arguments of a call, behind the opening bracket. */
export function parseArguments(c: Cursor): Argument[] {
  return c.list(')', (): Argument => {
    const { at } = c.now;
    return beginsType(c) ? { is: 'type', type: parseType(c), at } : parseExpression(c);
  });
}

/** What something is initialised with: an expression, or values in braces. */
export function parseInitialiser(c: Cursor): Expression {
  const { at } = c.now;
  if (!c.take('{')) return parseExpression(c);
  return c.nested(() => ({ is: 'initialiser', items: c.list('}', () => parseItem(c)), at }));
}

function parseItem(c: Cursor): Item {
  let key: Item['key'] = null;
  if (c.take('.')) key = { is: 'field', name: parseName(c, 'a field') };
  else if (c.take('[')) {
    key = { is: 'index', of: parseExpression(c) };
    c.need(']');
  }
  if (key) c.need('=');
  return { key, value: parseInitialiser(c) };
}

function parseConditional(c: Cursor): Expression {
  const test = parseBinary(c, 0);
  const { at } = c.now;
  if (!c.take('?')) return test;
  const yes = c.is(':') ? test : parseExpression(c);
  c.need(':');
  return { is: 'conditional', test, yes, no: c.nested(() => parseConditional(c)), at };
}

function parseBinary(c: Cursor, level: number): Expression {
  const operators = LEVELS[level];
  if (!operators) return parseUnary(c);
  let left = parseBinary(c, level + 1);
  for (let row = 1; c.now.kind === 'sign' && operators.includes(c.now.text); row++) {
    checkLength(c, row);
    const { text: op, at } = c.advance();
    left = { is: 'binary', op, left, right: parseBinary(c, level + 1), at };
  }
  return left;
}

function parseUnary(c: Cursor): Expression {
  const { kind, text, at } = c.now;
  if (kind === 'sign' && isUnary(text)) {
    c.advance();
    return { is: 'unary', op: text, of: c.nested(() => parseUnary(c)), at };
  }
  if (!c.is('(')) return parsePostfix(c);
  c.advance();
  if (beginsType(c)) {
    const type = parseType(c);
    c.need(')');
    return { is: 'cast', type, of: c.nested(() => parseUnary(c)), at };
  }
  const inner = parseExpression(c);
  c.need(')');
  return parsePostfix(c, inner);
}

/** What follows an operand: calls, fields, elements, `++` and `--`. */
function parsePostfix(c: Cursor, begun?: Expression): Expression {
  let found = begun ?? parseOperand(c);
  for (let row = 0; ; row++) {
    checkLength(c, row);
    const { text, at } = c.now;
    if (c.is('->') || c.is('.')) {
      c.advance();
      found = { is: 'member', of: found, name: parseName(c, 'a field'), through: text as '->' | '.', at };
    } else if (c.take('(')) found = { is: 'call', callee: found, args: parseArguments(c), at: found.at };
    else if (c.take('[')) {
      found = { is: 'index', of: found, index: parseExpression(c), at };
      c.need(']');
    } else if (c.is('++') || c.is('--')) {
      c.advance();
      found = { is: 'postfix', op: text as '++' | '--', of: found, at };
    } else return found;
  }
}

const WIDEST = 2n ** 64n;

function parseNumber(c: Cursor): Expression {
  const { text, at } = c.advance();
  const digits = text.replace(/[uUlL]+$/, '');
  if (/^0\d/.test(digits))
    throw new Stop(at, 'the language has no octal numbers', 'write it in decimal or with 0x');
  const value = BigInt(digits);
  if (value >= WIDEST) throw new Stop(at, 'this number has more than 64 bits');
  return { is: 'number', value, isWide: digits !== text || value >= 2n ** 32n, at };
}

function parseOperand(c: Cursor): Expression {
  const { kind, text, at } = c.now;
  if (kind === 'number') return parseNumber(c);
  if (kind === 'string') return { is: 'string', text: c.advance().text, at };
  if (kind === 'word' && (text === 'sizeof' || !KEYWORDS.has(text)))
    return { is: 'name', name: c.advance().text, at };
  return c.fail('an expression');
}
