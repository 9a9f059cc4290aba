import type { Cursor } from './cursor.ts';
import { parseExpression } from './parse_expression.ts';
import { parseName, parseType, skipIgnored } from './parse_type.ts';
import type { Attribute, Declaration, Type } from './syntax.ts';
import { Stop } from './token.ts';
import { isAttribute } from './words.ts';

/** `__holds(users)`, as many as there are. */
export function parseAttributes(c: Cursor): Attribute[] {
  const found: Attribute[] = [];
  for (;;) {
    skipIgnored(c);
    const { kind, text, at } = c.now;
    if (kind !== 'word' || !isAttribute(text)) return found;
    c.advance();
    found.push({ name: text, args: c.take('(') ? parseWritten(c) : [], at });
  }
}

/** What is between brackets, as it is written: the arguments of an attribute are read by who knows it. */
function parseWritten(c: Cursor): string[] {
  const args: string[] = [];
  let arg = '';
  const end = () => {
    if (arg) args.push(arg);
    arg = '';
  };
  for (let open = 0; open > 0 || !c.is(')'); ) {
    const { kind, text } = c.now;
    if (kind === 'end' || text === ';' || text === '{') c.fail('")"');
    c.advance();
    if (kind === 'sign' && text === '(') open++;
    if (kind === 'sign' && text === ')') open--;
    if (kind === 'sign' && text === ',' && open === 0) end();
    else {
      const written = kind === 'string' ? `"${text}"` : text;
      arg += /\w$/.test(arg) && /^\w/.test(written) ? ` ${written}` : written;
    }
  }
  end();
  c.need(')');
  return args;
}

/** Reads what is declared behind a type: a name, an array, a function, or a pointer to one. */
export function parseDeclarator(c: Cursor, type: Type, before: readonly Attribute[] = []): Declaration {
  const attributes = [...before, ...parseAttributes(c)];
  const { at } = c.now;
  if (c.is('(') && c.is('*', 1)) {
    c.advance();
    c.advance();
    const name = parseName(c);
    c.need(')');
    const parameters = parseParameters(c);
    attributes.push(...parseAttributes(c));
    return { type, name, attributes, at, parameters, isPointer: true };
  }
  const name = parseName(c);
  if (c.is(':')) throw new Stop(c.now.at, 'the language has no bit fields', 'write bool or u32');
  let size: Declaration['size'];
  if (c.take('[')) {
    size = c.is(']') ? null : parseExpression(c);
    c.need(']');
    if (c.is('[')) throw new Stop(c.now.at, 'the language has no arrays of arrays');
  }
  attributes.push(...parseAttributes(c));
  return { type, name, attributes, at, ...(size !== undefined && { size }) };
}

/** The parameters of a function, in brackets. */
export function parseParameters(c: Cursor): Declaration[] {
  c.need('(');
  if (c.is('void') && c.is(')', 1)) {
    c.advance();
    c.advance();
    return [];
  }
  return c.list(')', () => {
    if (c.is('...')) throw new Stop(c.now.at, 'the language has no variable number of arguments');
    return parseDeclarator(c, parseType(c));
  });
}
