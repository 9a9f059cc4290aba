import { Cursor } from './cursor.ts';
import { parseAttributes, parseDeclarator, parseParameters } from './parse_declaration.ts';
import { parseExpression, parseInitialiser } from './parse_expression.ts';
import { parseBlock } from './parse_statement.ts';
import { parseName, parseType } from './parse_type.ts';
import { type Problem, placeAt, type SourceFile } from './problem.ts';
import type { Declaration, Definition, Unit } from './syntax.ts';
import { Stop, tokensOf } from './token.ts';

/** The most characters of a file that are read. */
const MOST_CHARACTERS = 262_144;

/** The most problems of a file that are told. */
const MOST_PROBLEMS = 20;

/** A file that was read as far as it could be, with what is wrong in it. */
export interface Parsed {
  readonly unit: Unit;
  readonly problems: readonly Problem[];
}

/** Reads a file of a model. Whatever stands in it, there is a unit or a sentence, and both where only a part is wrong. */
export function parse(file: SourceFile): Parsed {
  const problems: Problem[] = [];
  const note = (stop: unknown) => {
    if (!(stop instanceof Stop)) throw stop;
    const { at, message: says, mend } = stop;
    problems.push({ ...placeAt(file, at), says, ...(mend !== undefined && { mend }) });
  };
  const nothing: Unit = { source: file, definitions: [], comments: [] };
  if (file.text.length > MOST_CHARACTERS) {
    const says = `the file has more than ${MOST_CHARACTERS} characters`;
    return { unit: nothing, problems: [{ file: file.name, line: 1, column: 1, says }] };
  }
  try {
    const { tokens, comments } = tokensOf(file.text);
    const c = new Cursor(tokens);
    const definitions: Definition[] = [];
    while (c.now.kind !== 'end' && problems.length < MOST_PROBLEMS) {
      try {
        if (!c.take(';') && !skipForward(c)) definitions.push(parseDefinition(c));
      } catch (stop) {
        note(stop);
        c.skip();
      }
    }
    return { unit: { source: file, definitions, comments }, problems };
  } catch (stop) {
    note(stop);
    return { unit: nothing, problems };
  }
}

/** `struct x;`: what comes later needs no announcement. */
function skipForward(c: Cursor): boolean {
  if (!c.is('struct') || !c.is(';', 2)) return false;
  for (let i = 0; i < 3; i++) c.advance();
  return true;
}

function parseDefinition(c: Cursor): Definition {
  const { at } = c.now;
  if (c.take('#')) return parseDefine(c, at);
  if (c.is('struct') && c.is('{', 2)) return parseStruct(c, at);
  if (c.is('enum') && (c.is('{', 1) || c.is('{', 2))) return parseEnum(c, at);
  const before = parseAttributes(c);
  let isInline = false;
  while (c.take('inline')) {
    isInline = true;
    before.push(...parseAttributes(c));
  }
  const what = parseDeclarator(c, parseType(c), before);
  if (c.is('(') && !what.isPointer) return parseFunction(c, what, isInline, at);
  const value = c.take('=') ? parseInitialiser(c) : null;
  c.need(';');
  return { is: 'variable', what, value, at };
}

function parseFunction(c: Cursor, head: Declaration, isInline: boolean, at: number): Definition {
  const parameters = parseParameters(c);
  const what = { ...head, parameters, attributes: [...head.attributes, ...parseAttributes(c)] };
  if (c.take(';')) return { is: 'function', what, isInline, body: null, at };
  if (!c.is('{')) c.fail('"{" or ";"');
  return { is: 'function', what, isInline, body: parseBlock(c), at };
}

function parseDefine(c: Cursor, at: number): Definition {
  const word = c.now.text;
  if (!c.take('define'))
    throw new Stop(
      at,
      `the language has no #${word}`,
      'of the preprocessor it has constants alone: #define NAME value',
    );
  const { at: nameAt } = c.now;
  const name = parseName(c);
  if (c.now.beginsLine) throw new Stop(at, `${name} has no value`, 'leave it out: a file is read once');
  if (c.is('(') && c.now.at === nameAt + name.length)
    throw new Stop(at, 'the language has no macros with parameters', 'write a static inline function');
  const value = parseExpression(c);
  if (!c.now.beginsLine) c.fail('the end of the line');
  return { is: 'define', name, value, at };
}

function parseStruct(c: Cursor, at: number): Definition {
  c.need('struct');
  const name = parseName(c, 'the name of a struct');
  c.need('{');
  const fields: Declaration[] = [];
  while (!c.take('}')) {
    if (c.now.kind === 'end') c.fail('"}"');
    if (c.is('struct') && (c.is('{', 1) || c.is('{', 2)))
      throw new Stop(
        c.now.at,
        'a struct cannot be defined in another',
        'define it before, and use its name here',
      );
    const field = parseDeclarator(c, parseType(c));
    if (c.is('(')) c.fail('";"', `a pointer to a function is written (*${field.name})(…)`);
    fields.push(field);
    if (c.is(',')) throw new Stop(c.now.at, 'one field a line', 'end it with ; and write the type again');
    c.need(';');
  }
  const attributes = parseAttributes(c);
  c.need(';');
  return { is: 'struct', name, fields, attributes, at };
}

function parseEnum(c: Cursor, at: number): Definition {
  c.need('enum');
  const name = c.is('{') ? '' : parseName(c, 'the name of an enum');
  c.need('{');
  const items = c.list('}', () => ({
    name: parseName(c),
    value: c.take('=') ? parseExpression(c) : null,
  }));
  c.need(';');
  return { is: 'enum', name, items, at };
}
