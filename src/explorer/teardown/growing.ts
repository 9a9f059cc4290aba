/** Numbers that only ever get more, in the memory that they take and a little more. */
export class Growing<Numbers extends Int32Array | Uint16Array> {
  length = 0;
  readonly #make: (length: number) => Numbers;
  #all: Numbers;
  #seen: Numbers | null = null;

  constructor(make: (length: number) => Numbers) {
    this.#make = make;
    this.#all = make(1024);
  }

  push(number: number): void {
    if (this.length === this.#all.length) {
      const more = this.#make(Math.ceil(this.length * 1.5));
      more.set(this.#all);
      this.#all = more;
    }
    this.#all[this.length++] = number;
  }

  at(i: number): number {
    return this.#all[i] as number;
  }

  /** Those that there are now, to look at. */
  get numbers(): Numbers {
    if (this.#seen?.length !== this.length) this.#seen = this.#all.subarray(0, this.length) as Numbers;
    return this.#seen;
  }

  get bytes(): number {
    return this.#all.byteLength;
  }
}
