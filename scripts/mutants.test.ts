import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allMutants, keyOf, mutantsOf, mutantsPlugin } from './mutants.mjs';

interface Mutant {
  readonly file: string;
  readonly fn: string;
  readonly snippet: string;
  /** From 2, where a function has the snippet again. */
  readonly nth: number | undefined;
}

const PATH = `export const take = fn('kernel_take', function* (k: Kernel, of: Address): Steps<number> {
  if (of < LIMIT && open) return yield* refuse(EBUSY, of, 'is in use');
  yield* count(k, 'inc', of, 'users', ref);
  write(k, of, { taken: true, by: k.current });
  return 0;
});`;

const snippets = (source: string) => mutantsOf('a.ts', source).map(({ snippet }: Mutant) => snippet);

describe('a rule is broken', () => {
  const refuse = "yield* refuse(EBUSY, of, 'is in use')";
  const count = "count(k, 'inc', of, 'users', ref)";
  const write = 'write(k, of, { taken: true, by: k.current })';
  test.each([
    ['where it decides: one half, the other, never', 'of < LIMIT && open', ['of < LIMIT', 'open', 'false']],
    ['at its boundary', 'of < LIMIT', ['of <= LIMIT']],
    ['where it refuses: not at all, for another reason', refuse, ['0', refuse.replace('EBUSY', '-22')]],
    [
      'where it counts: down for up, elsewhere, for nobody',
      count,
      [count.replace('inc', 'dec'), count.replace('users', 'wait'), count.replace('ref', 'null')],
    ],
    ['by a step left out', `yield* ${count}`, ['0']],
    ['by a field left out', write, ['{ by: k.current }', '{ taken: true }']],
  ])('%s', (_, before, after) => {
    const found = snippets(PATH).filter((snippet: string) => snippet.startsWith(`${before} => `));
    for (const way of after) expect(found.some((one: string) => one.includes(way, before.length))).toBe(true);
  });

  test('under the name that the kernel has for its function', () =>
    expect(new Set(mutantsOf('a.ts', PATH).map(({ fn }: Mutant) => fn))).toEqual(new Set(['kernel_take'])));

  test('and what only says something is left alone', () =>
    expect(
      snippets("function* say() { yield { do: 'call', of: a > b ? 1 : 2 }; yield* lock(k, of); }"),
    ).toEqual([]));
});

describe('the build with all mutants', () => {
  const source = 'const f = (a, b) => a === 1 && b > 2 + a;';
  const own = mutantsOf('main.ts', source).map((one: object, i: number) => ({ ...one, number: i + 1 }));
  const { code } = mutantsPlugin(own).transform(source, '/src/iommufd/main.ts') ?? { code: '' };
  const f = (alive: number) =>
    new Function('globalThis', `${code}; return f;`)({ mutant: (number: number) => number === alive });

  test('does what the engine does while none is alive', () => {
    for (const a of [0, 1]) for (const b of [2, 3, 4]) expect(f(0)(a, b)).toBe(a === 1 && b > 2 + a);
  });

  test('does what a mutant does while that one is alive', () => {
    for (const { number, snippet } of own as (Mutant & { number: number })[]) {
      const [before = '', after = ''] = snippet.split(' => ');
      const broken = new Function('a', 'b', `return ${source.slice(20, -1).replace(before, after)}`);
      for (const a of [0, 1, 2]) for (const b of [1, 3, 4]) expect(f(number)(a, b)).toBe(broken(a, b));
    }
  });
});

describe('mutants.json', () => {
  const listed = JSON.parse(readFileSync('scripts/mutants.json', 'utf8')) as (Mutant & { reason: string })[];
  const all = new Set(allMutants().map(keyOf));

  test('names only what is in the engine, each once', () => {
    expect(listed.filter((one) => !all.has(keyOf(one)))).toEqual([]);
    expect(new Set(listed.map(keyOf)).size).toBe(listed.length);
  });

  test('gives a reason for each', () =>
    expect(listed.filter(({ reason }) => !/^\w.{20,}\.$/.test(reason))).toEqual([]));
});
