import type { Cursor } from './cursor.ts';
import { parseAttributes, parseDeclarator } from './parse_declaration.ts';
import { parseArguments, parseExpression, parseInBrackets, parseInitialiser } from './parse_expression.ts';
import { beginsType, parseName, parseType } from './parse_type.ts';
import type { Case, Statement } from './syntax.ts';
import { Stop } from './token.ts';
import { isAttribute, isLoopMacro } from './words.ts';

/** `{ … }`. */
export function parseBlock(c: Cursor): Statement {
  const { at } = c.need('{');
  const body: Statement[] = [];
  while (!c.take('}')) {
    if (c.now.kind === 'end') c.fail('"}"');
    body.push(...parseStatements(c));
  }
  return { is: 'block', body, at };
}

/** Reads one statement; a declaration of several variables would be several. */
function parseStatement(c: Cursor): Statement {
  const { at } = c.now;
  const [first, ...more] = c.nested(() => parseStatements(c));
  if (!first || more.length > 0 || first.is === 'declare')
    throw new Stop(at, 'a declaration cannot stand here', 'put it into braces');
  return first;
}

const STATEMENTS: Readonly<Record<string, (c: Cursor, at: number) => Statement>> = {
  if(c, at) {
    const test = parseInBrackets(c);
    const yes = parseStatement(c);
    return { is: 'if', test, yes, no: c.take('else') ? parseStatement(c) : null, at };
  },
  while: (c, at) => ({ is: 'while', test: parseInBrackets(c), body: parseStatement(c), at }),
  do(c, at) {
    const body = parseStatement(c);
    c.need('while');
    const test = parseInBrackets(c);
    c.need(';');
    return { is: 'do', body, test, at };
  },
  for(c, at) {
    c.need('(');
    const first = parseStatements(c);
    if (first.some(({ is }) => is !== 'declare' && is !== 'expression' && is !== 'empty'))
      throw new Stop(at, 'a loop begins with a declaration or an expression');
    const test = c.is(';') ? null : parseExpression(c);
    c.need(';');
    const next = c.is(')') ? null : parseExpression(c);
    c.need(')');
    return { is: 'for', first, test, next, body: parseStatement(c), at };
  },
  switch: parseSwitch,
  return(c, at) {
    const value = c.is(';') ? null : parseExpression(c);
    c.need(';');
    return { is: 'return', value, at };
  },
  break: (c, at) => ended(c, { is: 'break', at }),
  continue: (c, at) => ended(c, { is: 'continue', at }),
  goto: (c, at) => ended(c, { is: 'goto', name: parseName(c, 'a label'), at }),
  guard(c, at) {
    c.need('(');
    const lock = parseName(c, 'the kind of lock');
    c.need(')');
    return ended(c, { is: 'guard', lock, of: parseInBrackets(c), body: null, at });
  },
  scoped_guard(c, at) {
    c.need('(');
    const lock = parseName(c, 'the kind of lock');
    c.need(',');
    const of = parseExpression(c);
    c.need(')');
    return { is: 'guard', lock, of, body: parseStatement(c), at };
  },
};

/** With the semicolon behind it. */
function ended(c: Cursor, statement: Statement): Statement {
  c.need(';');
  return statement;
}

function parseSwitch(c: Cursor, at: number): Statement {
  const of = parseInBrackets(c);
  c.need('{');
  const cases: (Case & { readonly body: Statement[] })[] = [];
  while (!c.take('}')) {
    if (c.now.kind === 'end') c.fail('"}"');
    if (c.take('case')) cases.push({ value: parseExpression(c), body: [] });
    else if (c.take('default')) cases.push({ value: null, body: [] });
    else {
      const last = cases.at(-1);
      if (!last) c.fail('"case" or "default"');
      last.body.push(...c.nested(() => parseStatements(c)));
      continue;
    }
    c.need(':');
  }
  return { is: 'switch', of, cases, at };
}

/** `struct x *a, *b = NULL;`, each by itself. */
function parseVariables(c: Cursor): Statement[] {
  const first = parseType(c);
  const found: Statement[] = [];
  let type = first;
  do {
    if (found.length > 0) {
      let stars = 0;
      while (c.take('*')) stars++;
      type = { name: first.name, stars };
    }
    const what = parseDeclarator(c, type);
    found.push({ is: 'declare', what, value: c.take('=') ? parseInitialiser(c) : null, at: what.at });
  } while (c.take(','));
  c.need(';');
  return found;
}

/** Reads a statement, or the declarations of one line. */
function parseStatements(c: Cursor): Statement[] {
  const { kind, text, at } = c.now;
  if (c.is('{')) return [c.nested(() => parseBlock(c))];
  if (c.take(';')) return [{ is: 'empty', at }];
  if (kind === 'word') {
    if (Object.hasOwn(STATEMENTS, text)) {
      c.advance();
      return [(STATEMENTS[text] as (typeof STATEMENTS)['if'])(c, at)];
    }
    if (text === 'case' || text === 'default') c.fail('a statement', 'it is outside a switch');
    if (c.is(':', 1) && !c.is(':', 2)) {
      const name = parseName(c, 'a label');
      c.need(':');
      return [{ is: 'label', name, at }];
    }
    if (isLoopMacro(text) && c.is('(', 1)) {
      c.advance();
      c.need('(');
      return [{ is: 'each', macro: text, args: parseArguments(c), body: parseStatement(c), at }];
    }
    if (beginsType(c)) return parseVariables(c);
    // `__puts(access) refcount_dec(…);`: a note, and what it is about. With nothing behind it, it is a call.
    if (isAttribute(text) && isNote(c)) {
      const [note = null] = parseAttributes(c);
      return [ended(c, { is: 'expression', value: parseExpression(c), note, at })];
    }
  }
  return [ended(c, { is: 'expression', value: parseExpression(c), note: null, at })];
}

/** Whether an attribute stands here with an expression behind it. */
function isNote(c: Cursor): boolean {
  if (!c.is('(', 1)) return false;
  let open = 0;
  for (let later = 1; ; later++) {
    if (c.is('(', later)) open++;
    else if (c.is(')', later) && --open === 0) return c.isWord(later + 1);
    else if (c.is(';', later) || c.isEnd(later)) return false;
  }
}
