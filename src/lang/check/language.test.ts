import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check, formatProblem } from '../index.ts';
import { parse } from '../parse/parse.ts';
import { ATTRIBUTES } from './attribute.ts';
import { KERNEL } from './kernel.ts';

const DOCUMENT = readFileSync('docs/language.md', 'utf8');

/** The texts in C of the document, each with the mistakes that stand behind it. */
const EXAMPLES = [...DOCUMENT.matchAll(/```c\n([\s\S]*?)```\n(?:\n```text\n([\s\S]*?)\n```)?/g)].map(
  ([, text = '', mistakes]) => [text, mistakes?.split('\n') ?? []] as const,
);

describe('the document of the language', () => {
  test.each(EXAMPLES)('says of %j what the check says', (text, mistakes) => {
    expect(check([{ name: 'example.c', text }]).problems.map(formatProblem)).toEqual(mistakes);
  });

  test('has examples of what is right and of what is not', () => {
    expect(EXAMPLES.length).toBeGreaterThan(10);
    expect(EXAMPLES.filter(([, mistakes]) => mistakes.length > 0)).toHaveLength(2);
  });

  test('names every attribute, and where it stands', () => {
    for (const [name, { at }] of Object.entries(ATTRIBUTES))
      expect(DOCUMENT).toMatch(new RegExp(`\\| \`${name}\\b[^|]*\\| ${at.join(', ')} \\|`));
    expect(DOCUMENT.match(/^\| `__/gm)).toHaveLength(Object.keys(ATTRIBUTES).length);
  });

  test('names every function and every struct that the kernel gives', () => {
    const { unit, problems } = parse(KERNEL);
    expect(problems).toEqual([]);
    for (const one of unit.definitions) {
      if (one.is === 'function') expect(DOCUMENT).toContain(`\`${one.what.name}\``);
      if (one.is === 'struct') expect(DOCUMENT).toContain(`\`${one.name}\``);
    }
  });
});
