import type { SourceFile } from './problem.ts';

/** `__holds(users, wait_cnt)`: what a declaration says that no C compiler would know. */
export interface Attribute {
  readonly name: string;
  /** The arguments as written, without blanks around them. */
  readonly args: readonly string[];
  readonly at: number;
}

/** `struct iommufd_access *`, `u32`: a name, and how many times it is pointed at. */
export interface Type {
  readonly name: string;
  readonly stars: number;
}

/** A field, a parameter, a variable, or the head of a function. */
export interface Declaration {
  readonly type: Type;
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly at: number;
  /** Of an array: how many, or null where the initialiser says. */
  readonly size?: Expression | null;
  /** Of a function: its type is what it returns. */
  readonly parameters?: readonly Declaration[];
  /** A pointer to such a function, and no function. */
  readonly isPointer?: true;
}

export type UnaryOperator = '!' | '-' | '~' | '&' | '*' | '++' | '--';

/** An expression. `at` is its offset in the file: for an operator between operands, that of the operator. */
export type Expression = { readonly at: number } & (
  | { readonly is: 'number'; readonly value: bigint; readonly isWide: boolean }
  | { readonly is: 'string'; readonly text: string }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'unary'; readonly op: UnaryOperator; readonly of: Expression }
  | { readonly is: 'postfix'; readonly op: '++' | '--'; readonly of: Expression }
  | { readonly is: 'binary'; readonly op: string; readonly left: Expression; readonly right: Expression }
  | { readonly is: 'assign'; readonly op: string; readonly to: Expression; readonly value: Expression }
  | {
      readonly is: 'conditional';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly is: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
  | { readonly is: 'member'; readonly of: Expression; readonly name: string; readonly through: '->' | '.' }
  | { readonly is: 'index'; readonly of: Expression; readonly index: Expression }
  | { readonly is: 'cast'; readonly type: Type; readonly of: Expression }
  | { readonly is: 'initialiser'; readonly items: readonly Item[] }
);

/** An argument of a call: `container_of()` and `sizeof()` take types as well. */
export type Argument = Expression | { readonly is: 'type'; readonly type: Type; readonly at: number };

/** An element of an initialiser: `.destroy = f`, `[TYPE] = { … }`, or a value by itself. */
export interface Item {
  readonly key:
    | { readonly is: 'field'; readonly name: string }
    | { readonly is: 'index'; readonly of: Expression }
    | null;
  readonly value: Expression;
}

/** `case X:` or `default:`, with what follows until the next. */
export interface Case {
  /** Null for `default`. */
  readonly value: Expression | null;
  readonly body: readonly Statement[];
}

/** A statement. `at` is its offset in the file. */
export type Statement = { readonly at: number } & (
  | { readonly is: 'block'; readonly body: readonly Statement[] }
  | { readonly is: 'declare'; readonly what: Declaration; readonly value: Expression | null }
  /** With an attribute before it: whose reference it puts or takes. */
  | { readonly is: 'expression'; readonly value: Expression; readonly note: Attribute | null }
  | {
      readonly is: 'if';
      readonly test: Expression;
      readonly yes: Statement;
      readonly no: Statement | null;
    }
  | { readonly is: 'while'; readonly test: Expression; readonly body: Statement }
  | { readonly is: 'do'; readonly body: Statement; readonly test: Expression }
  | {
      readonly is: 'for';
      readonly first: readonly Statement[];
      readonly test: Expression | null;
      readonly next: Expression | null;
      readonly body: Statement;
    }
  /** `xa_for_each(…)`, `list_for_each_entry(…)`. */
  | {
      readonly is: 'each';
      readonly macro: string;
      readonly args: readonly Argument[];
      readonly body: Statement;
    }
  | { readonly is: 'switch'; readonly of: Expression; readonly cases: readonly Case[] }
  /** `guard(mutex)(&lock);`, or with a body `scoped_guard(mutex, &lock) …`. */
  | {
      readonly is: 'guard';
      readonly lock: string;
      readonly of: Expression;
      readonly body: Statement | null;
    }
  | { readonly is: 'return'; readonly value: Expression | null }
  | { readonly is: 'goto' | 'label'; readonly name: string }
  | { readonly is: 'break' | 'continue' | 'empty' }
);

/** What stands at the top of a file. */
export type Definition = { readonly at: number } & (
  | {
      readonly is: 'struct';
      readonly name: string;
      readonly fields: readonly Declaration[];
      readonly attributes: readonly Attribute[];
    }
  | {
      readonly is: 'enum';
      /** Empty where it has none. */
      readonly name: string;
      readonly items: readonly { readonly name: string; readonly value: Expression | null }[];
    }
  | { readonly is: 'define'; readonly name: string; readonly value: Expression }
  | { readonly is: 'variable'; readonly what: Declaration; readonly value: Expression | null }
  | {
      readonly is: 'function';
      readonly what: Declaration;
      readonly isInline: boolean;
      /** Null for a prototype. */
      readonly body: Statement | null;
    }
);

/** A comment, for the sentences that a reader of the run is told. */
export interface Comment {
  readonly text: string;
  readonly at: number;
}

/** A file, read. */
export interface Unit {
  readonly source: SourceFile;
  readonly definitions: readonly Definition[];
  readonly comments: readonly Comment[];
}
