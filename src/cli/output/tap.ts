/** One thing that was asked of a file, and whether it is so. */
export interface Point {
  readonly ok: boolean;
  readonly says: string;
  /** Why it is not; empty where it is, or where there is nothing to say. */
  readonly because: string;
  /** Why it was not asked, or not to the end. */
  readonly skipped?: string;
}

/** Of an input that cannot be read; why stands on standard error. */
export const UNREADABLE: Point = { ok: false, says: 'can be read', because: 'it cannot be read' };

/** What stands behind a # would be read as a directive. */
const plain = (text: string) => text.replaceAll('#', '').replaceAll(/\s+/g, ' ').trim();

function pointLines(points: readonly Point[]): readonly string[] {
  return points.flatMap(({ ok, says, because, skipped }, i) => [
    ...(ok || !because ? [] : [`# ${plain(because)}`]),
    `${ok ? 'ok' : 'not ok'} ${i + 1} ${plain(says)}${skipped ? ` # SKIP ${plain(skipped)}` : ''}`,
  ]);
}

/** KTAP version 1, as the kernel's test runners print and read it: a test a file and design, with a point a property. */
export class Tap {
  readonly #tests: string[] = [];
  #count = 0;

  /** Adds a test with its points. */
  add(name: string, points: readonly Point[]): void {
    this.#count++;
    const inside = [
      'KTAP version 1',
      `# Subtest: ${plain(name)}`,
      `1..${points.length}`,
      ...pointLines(points),
    ];
    const ok = points.every((one) => one.ok);
    const [first] = points;
    const why = points.every(({ skipped }) => skipped !== undefined) ? first?.skipped : undefined;
    this.#tests.push(
      ...inside.map((line) => `  ${line}`),
      `${ok ? 'ok' : 'not ok'} ${this.#count} ${plain(name)}${why ? ` # SKIP ${plain(why)}` : ''}`,
    );
  }

  toString(): string {
    return ['KTAP version 1', `1..${this.#count}`, ...this.#tests].join('\n');
  }
}
