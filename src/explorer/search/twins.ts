/** Two designs run in step. */
import type { Design, Op } from '../../iommufd/index.ts';
import type { Snapshot } from '../../machine/index.ts';
import { canonicalOf } from '../../trace/index.ts';
import { type Done, type Reached, Sequence } from './sequence.ts';
import { watched } from './watched.ts';

/** Where both have come to: one and the same while nothing has told them apart. */
export type Both = readonly [Reached, Reached];

/**
 * Runs an operation in two designs, from wherever. One run does for both where they have come to the same state and no
 * code asks in what the designs differ.
 */
export class Twins {
  readonly start: Both;
  readonly #one: Sequence;
  readonly #other: Sequence;
  #asked = false;

  constructor([one, other]: readonly [Design, Design], before: readonly Op[] = []) {
    this.#one = new Sequence(
      watched(one, other, () => {
        this.#asked = true;
      }),
      before,
    );
    this.#other = new Sequence(other, before);
    // What a design leaves out is asked of the machine, where nobody watches.
    this.#isShared = JSON.stringify(one.without) === JSON.stringify(other.without);
    this.start = this.#together(this.#one.start, this.#other.start);
  }

  readonly #isShared: boolean;

  run([one, other]: Both, op: Op): readonly [Done, Done] {
    this.#asked = one !== other;
    const first = this.#one.run(one, op);
    if (!this.#asked) return [first, first];
    const second = this.#other.run(other, op);
    return [first, { ...second, reached: this.#together(first.reached, second.reached)[1] }];
  }

  #together(one: Reached, other: Reached): Both {
    return this.#isShared && keyOf(one) === keyOf(other) ? [one, one] : [one, other];
  }
}

const keys = new WeakMap<Snapshot, string>();

function keyOf({ state }: Reached): string {
  const known = keys.get(state);
  if (known !== undefined) return known;
  const key = canonicalOf(state);
  keys.set(state, key);
  return key;
}

/** The same for what differs only in where things are in memory. */
export function keyOfBoth([one, other]: Both): string {
  return one === other ? keyOf(one) : `${keyOf(one)}\n\n${keyOf(other)}`;
}
