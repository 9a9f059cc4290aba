import type { LIBRARY } from '../../store/index.ts';

type BuiltIns = typeof LIBRARY;

/** The built-ins whose title, question or operations hold every word of the query, in the library's order. */
export function matching(library: BuiltIns, query: string): BuiltIns {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return library.filter(({ question, scenario: { title, ops } }) => {
    const text = [title, question, ...ops.map(({ name }) => name)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
