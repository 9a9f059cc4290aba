import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../scenario/index.ts';

const DOCS = readdirSync('docs')
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const ROOM_NOTES = readdirSync('src')
  .map((name) => `src/${name}/README.md`)
  .filter((path) => existsSync(path));
const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...DOCS, ...ROOM_NOTES];

const read = (path: string) => readFileSync(path, 'utf8');

/** What a document links to, from where it stands, and what it calls a path of the project. */
function pathsIn(document: string): readonly string[] {
  const text = read(document);
  const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, to = '']) => join(dirname(document), to));
  const named = [...text.matchAll(/`((?:src|docs|scripts|e2e|models|examples)(?:\/[\w.-]+)*)`/g)];
  const config = [...text.matchAll(/`([\w.]+\.(?:json|md))`/g)];
  return [...links, ...[...named, ...config].map(([, path = '']) => path)];
}

test.each(DOCUMENTS)('every path that %s names is there', (document) => {
  expect(pathsIn(document).filter((path) => !existsSync(path))).toEqual([]);
});

describe('ARCHITECTURE.md', () => {
  const text = read('ARCHITECTURE.md');

  test('names every room', () => {
    const rooms = readdirSync('src', { withFileTypes: true }).filter((one) => one.isDirectory());
    for (const { name } of rooms) expect(text).toContain(`| \`src/${name}\` |`);
  });

  test('names functions that are in the files in which it says they are', () => {
    const named = [...text.matchAll(/`(\w+)`\s+\(`(src\/[\w/]+\.ts)`\)/g)];
    expect(named.length).toBeGreaterThan(10);
    for (const [, name = '', path = ''] of named) expect(read(path)).toMatch(new RegExp(`\\b${name}\\b`));
  });
});

test('every npm script that a document names is one', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
  for (const document of DOCUMENTS)
    for (const [, name = ''] of read(document).matchAll(/npm\s+run\s+(?:--silent\s+)?([a-z][\w:]*)/g))
      expect(Object.keys(scripts), document).toContain(name);
});

test('the README links to every document', () => {
  const linked = pathsIn('README.md');
  for (const document of ['ARCHITECTURE.md', 'CONTRIBUTING.md', ...DOCS]) expect(linked).toContain(document);
});

test('docs/link.md says how many characters of a link are read', () => {
  expect(read('docs/link.md')).toContain(`${LIMITS.link.toLocaleString('en')} characters of a link`);
});
