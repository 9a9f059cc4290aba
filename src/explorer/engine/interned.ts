/** Plain data under small numbers: the same data has the same number. */
export class Interned<T> {
  readonly all: T[] = [];
  readonly #numbers = new Map<string, number>();

  number(value: T): number {
    const key = JSON.stringify(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.all.length);
    this.all.push(value);
    return this.all.length - 1;
  }
}
