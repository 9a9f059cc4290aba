/** Digits of a count, the least first, as whole numbers that a double holds exactly. */
const BASE = 2 ** 52;

/** A whole number for each state, from 0 on, of any size, that only grows. */
export class Counts {
  readonly #length: number;
  readonly #digits: Float64Array[];

  constructor(length: number) {
    this.#length = length;
    this.#digits = [new Float64Array(length)];
  }

  get(i: number): bigint {
    return this.#digits.reduceRight((sum, digit) => sum * BigInt(BASE) + BigInt(digit[i] as number), 0n);
  }

  increment(i: number): void {
    this.#add(i, 0, 1);
  }

  /** Adds the count of another state to that of one. */
  add(i: number, other: number): void {
    let carry = 0;
    for (let d = 0; d < this.#digits.length; d++) {
      const digit = this.#digits[d] as Float64Array;
      const sum = (digit[i] as number) + (digit[other] as number) + carry;
      carry = sum < BASE ? 0 : 1;
      digit[i] = sum - carry * BASE;
    }
    if (carry) this.#add(i, this.#digits.length, 1);
  }

  #add(i: number, d: number, amount: number): void {
    if (d === this.#digits.length) this.#digits.push(new Float64Array(this.#length));
    const digit = this.#digits[d] as Float64Array;
    const sum = (digit[i] as number) + amount;
    digit[i] = sum < BASE ? sum : sum - BASE;
    if (sum >= BASE) this.#add(i, d + 1, 1);
  }
}
