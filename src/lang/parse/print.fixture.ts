import { LEVELS } from './parse_expression.ts';
import type {
  Argument,
  Attribute,
  Declaration,
  Definition,
  Expression,
  Item,
  Statement,
  Type,
  Unit,
} from './syntax.ts';

/** How tightly an expression binds: what binds less than is asked for stands in brackets. */
const ASSIGN = 0;
const CONDITIONAL = 1;
const UNARY = LEVELS.length + 2;
const POSTFIX = UNARY + 1;

function bindingOf(one: Expression): number {
  switch (one.is) {
    case 'assign':
      return ASSIGN;
    case 'conditional':
      return CONDITIONAL;
    case 'binary':
      return LEVELS.findIndex((operators) => operators.includes(one.op)) + 2;
    case 'unary':
    case 'cast':
      return UNARY;
    default:
      return POSTFIX;
  }
}

function printNumber(value: bigint, isWide: boolean): string {
  const digits = value > 9n ? `0x${value.toString(16)}` : `${value}`;
  return isWide ? `${digits}UL` : digits;
}

function printType({ name, stars }: Type): string {
  return stars > 0 ? `${name} ${'*'.repeat(stars)}` : name;
}

function printArgument(one: Argument): string {
  return one.is === 'type' ? printType(one.type) : printExpression(one);
}

function printItem({ key, value }: Item): string {
  if (!key) return printExpression(value);
  const place = key.is === 'field' ? `.${key.name}` : `[${printExpression(key.of)}]`;
  return `${place} = ${printExpression(value)}`;
}

/** An expression with no more brackets than it needs, or in brackets where it binds less than is asked for. */
function printExpression(one: Expression, least = ASSIGN): string {
  const text = printBare(one);
  return bindingOf(one) < least ? `(${text})` : text;
}

function printBare(one: Expression): string {
  switch (one.is) {
    case 'number':
      return printNumber(one.value, one.isWide);
    case 'string':
      return `"${one.text}"`;
    case 'name':
      return one.name;
    case 'unary': {
      const of = printExpression(one.of, UNARY);
      // Two signs that would be read as one stand apart.
      return of.startsWith(one.op[0] as string) ? `${one.op} ${of}` : one.op + of;
    }
    case 'postfix':
      return printExpression(one.of, POSTFIX) + one.op;
    case 'binary': {
      const binding = bindingOf(one);
      return `${printExpression(one.left, binding)} ${one.op} ${printExpression(one.right, binding + 1)}`;
    }
    case 'assign':
      return `${printExpression(one.to, UNARY)} ${one.op} ${printExpression(one.value)}`;
    case 'conditional': {
      const { test, yes, no } = one;
      return `${printExpression(test, CONDITIONAL + 1)} ? ${printExpression(yes)} : ${printExpression(no, CONDITIONAL)}`;
    }
    case 'call':
      return `${printExpression(one.callee, POSTFIX)}(${one.args.map(printArgument).join(', ')})`;
    case 'member':
      return printExpression(one.of, POSTFIX) + one.through + one.name;
    case 'index':
      return `${printExpression(one.of, POSTFIX)}[${printExpression(one.index)}]`;
    case 'cast':
      return `(${printType(one.type)})${printExpression(one.of, UNARY)}`;
    case 'initialiser':
      return one.items.length > 0 ? `{ ${one.items.map(printItem).join(', ')} }` : '{ }';
  }
}

function printAttribute({ name, args }: Attribute): string {
  return args.length > 0 ? `${name}(${args.join(', ')})` : name;
}

const withAttributes = (attributes: readonly Attribute[]) =>
  attributes.map((one) => ` ${printAttribute(one)}`).join('');

/** `type name`, with a star beside the name. */
function printNamed({ name: type, stars }: Type, name: string): string {
  return `${type} ${'*'.repeat(stars)}${name}`;
}

function printParameters(parameters: readonly Declaration[]): string {
  return parameters.length > 0 ? `(${parameters.map(printDeclaration).join(', ')})` : '(void)';
}

function printDeclaration({ type, name, attributes, size, parameters, isPointer }: Declaration): string {
  const says = withAttributes(attributes);
  if (parameters)
    return printNamed(type, isPointer ? `(*${name})` : name) + printParameters(parameters) + says;
  const array = size === undefined ? '' : `[${size ? printExpression(size) : ''}]`;
  return printNamed(type, name) + array + says;
}

const indent = (text: string) => text.replace(/^(?=.)/gm, '\t');

/** A statement that hangs on another: a block on the same line, or something by itself on the next. */
function printBody(body: Statement): string {
  return body.is === 'block' ? ` ${printStatement(body)}` : `\n${indent(printStatement(body))}`;
}

const lines = (statements: readonly Statement[]) => statements.map(printStatement).join('\n');

function printDeclared(what: Declaration, value: Expression | null): string {
  return `${printDeclaration(what)}${value ? ` = ${printExpression(value)}` : ''};`;
}

function printStatement(one: Statement): string {
  switch (one.is) {
    case 'block':
      return one.body.length > 0 ? `{\n${indent(lines(one.body))}\n}` : '{\n}';
    case 'declare':
      return printDeclared(one.what, one.value);
    case 'expression':
      return `${one.note ? `${printAttribute(one.note)} ` : ''}${printExpression(one.value)};`;
    case 'if': {
      const no = one.no ? `${one.yes.is === 'block' ? ' ' : '\n'}else${printElse(one.no)}` : '';
      return `if (${printExpression(one.test)})${printBody(one.yes)}${no}`;
    }
    case 'while':
      return `while (${printExpression(one.test)})${printBody(one.body)}`;
    case 'do':
      return `do${printBody(one.body)}${one.body.is === 'block' ? ' ' : '\n'}while (${printExpression(one.test)});`;
    case 'for': {
      const first = one.first.map(printStatement).join(' ');
      const [test, next] = [one.test, one.next].map((part) => (part ? ` ${printExpression(part)}` : ''));
      return `for (${first}${test};${next})${printBody(one.body)}`;
    }
    case 'each':
      return `${one.macro}(${one.args.map(printArgument).join(', ')})${printBody(one.body)}`;
    case 'switch': {
      const cases = one.cases.map(({ value, body }) => {
        const head = value ? `case ${printExpression(value)}:` : 'default:';
        return body.length > 0 ? `${head}\n${indent(lines(body))}` : head;
      });
      return `switch (${printExpression(one.of)}) {\n${cases.map((text) => `${text}\n`).join('')}}`;
    }
    case 'guard':
      return one.body
        ? `scoped_guard(${one.lock}, ${printExpression(one.of)})${printBody(one.body)}`
        : `guard(${one.lock})(${printExpression(one.of)});`;
    case 'return':
      return one.value ? `return ${printExpression(one.value)};` : 'return;';
    case 'goto':
      return `goto ${one.name};`;
    case 'label':
      return `${one.name}:`;
    case 'break':
    case 'continue':
      return `${one.is};`;
    case 'empty':
      return ';';
  }
}

function printElse(no: Statement): string {
  return no.is === 'if' ? ` ${printStatement(no)}` : printBody(no);
}

function printDefinition(one: Definition): string {
  switch (one.is) {
    case 'define':
      return `#define ${one.name} ${printExpression(one.value)}`;
    case 'enum': {
      const items = one.items.map(
        ({ name, value }) => `\t${name}${value ? ` = ${printExpression(value)}` : ''},\n`,
      );
      return `enum ${one.name ? `${one.name} ` : ''}{\n${items.join('')}};`;
    }
    case 'struct': {
      const fields = one.fields.map((field) => `\t${printDeclaration(field)};\n`);
      return `struct ${one.name} {\n${fields.join('')}}${withAttributes(one.attributes)};`;
    }
    case 'variable':
      return printDeclared(one.what, one.value);
    case 'function': {
      const head = `${one.isInline ? 'static inline ' : ''}${printDeclaration(one.what)}`;
      return one.body ? `${head}\n${printStatement(one.body)}` : `${head};`;
    }
  }
}

/** A file as text: reading that gives the same definitions. Comments are left out. */
export function printUnit({ definitions }: Unit): string {
  return definitions.map((one) => `${printDefinition(one)}\n`).join('\n');
}
