/** A value of a syzkaller program. */
export type Value =
  | { readonly kind: 'number'; readonly value: bigint }
  /** `r1`, which a call before it made. */
  | { readonly kind: 'use'; readonly name: string }
  /** `<r1=>0x0`: the call makes it. */
  | { readonly kind: 'make'; readonly name: string }
  /** `&(0x7f0000000080)` and what stands there; `nil` has no address and no content. */
  | { readonly kind: 'pointer'; readonly address: bigint; readonly to: Value | undefined }
  | { readonly kind: 'struct'; readonly fields: readonly Value[] }
  /** A text, bytes, or whatever else. */
  | { readonly kind: 'other'; readonly text: string };

const MADE = /<r\d{1,4}=>/y;
const UNION = /@\w{1,60}=/y;
const NUMBER = /(?:0x[0-9a-f]{1,16}|\d{1,20})(?![\w+/])/y;
const NAME = /r\d{1,4}(?![\w+/])/y;
const OTHER = /'(?:[^'\\]|\\.)*'|"[^"]*"(?:\/\d+)?|[\w+/.@=-]+/y;
const ADDRESS = /\((?:AUTO|0x[0-9a-f]{1,16})(?:\/0x[0-9a-f]{1,16})?\)/y;

/** Deeper than any argument is. */
const MAX_DEPTH = 24;

/** Reads the arguments of a call. */
export class Values {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The values up to a closing bracket; undefined if it is not there. */
  list(close: string, depth = 0): readonly Value[] | undefined {
    const values: Value[] = [];
    this.#blanks();
    if (this.#take(close)) return values;
    for (;;) {
      const value = this.#value(depth);
      if (!value) return undefined;
      values.push(value);
      this.#blanks();
      if (this.#take(close)) return values;
      if (!this.#take(',')) return undefined;
    }
  }

  /** What stands behind the list. */
  rest(): string {
    return this.#text.slice(this.#at).trim();
  }

  #blanks(): void {
    while (this.#text[this.#at] === ' ') this.#at++;
  }

  #take(mark: string): boolean {
    if (!this.#text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    return true;
  }

  /** What a sticky pattern matches here. */
  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    this.#at += found?.length ?? 0;
    return found;
  }

  #value(depth: number): Value | undefined {
    if (depth > MAX_DEPTH) return undefined;
    this.#blanks();
    const made = this.#match(MADE);
    const value = this.#plain(depth);
    return made && value ? { kind: 'make', name: made.slice(1, -2) } : value;
  }

  #plain(depth: number): Value | undefined {
    if (this.#take('nil')) return { kind: 'pointer', address: 0n, to: undefined };
    if (this.#take('&')) return this.#pointer(depth);
    const close = this.#take('{') ? '}' : this.#take('[') ? ']' : undefined;
    if (close) {
      const fields = this.list(close, depth + 1);
      return fields && { kind: 'struct', fields };
    }
    const union = this.#match(UNION);
    if (union) return this.#value(depth + 1);
    const number = this.#match(NUMBER);
    if (number) return { kind: 'number', value: BigInt(number) };
    const name = this.#match(NAME);
    if (name) return { kind: 'use', name };
    const text = this.#match(OTHER);
    return text === undefined ? undefined : { kind: 'other', text };
  }

  #pointer(depth: number): Value | undefined {
    const address = this.#match(ADDRESS);
    if (address === undefined) return undefined;
    const to = this.#take('=') ? this.#value(depth + 1) : undefined;
    return { kind: 'pointer', address: BigInt(/0x[0-9a-f]+/.exec(address)?.[0] ?? 0), to };
  }
}
