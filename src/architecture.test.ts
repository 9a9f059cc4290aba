import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

interface Room {
  readonly imports: readonly string[];
  /** Rooms of which only types may be imported. */
  readonly types?: readonly string[];
  readonly libraries?: readonly string[];
  /** Depends on a clock, on chance or on the host: allowed from the store upwards. */
  readonly impure?: true;
}

const rules = ['machine', 'iommufd', 'scenario', 'trace', 'explorer'];

// Imports run one way: the rules know nothing of the document, the document nothing of its run, nobody of the view.
const rooms: Readonly<Record<string, Room>> = {
  machine: { imports: [] },
  lang: { imports: ['machine'] },
  iommufd: { imports: ['machine'] },
  scenario: { imports: ['lang', 'iommufd'] },
  trace: { imports: ['machine', 'iommufd'], types: ['scenario'] },
  guide: { imports: ['iommufd', 'scenario', 'trace'], types: ['machine'] },
  explorer: { imports: ['machine', 'iommufd', 'scenario', 'trace'] },
  scene: { imports: ['iommufd', 'trace'], types: ['machine'], libraries: ['d3'] },
  export: { imports: [...rules, 'scene'] },
  store: { imports: [...rules, 'scene', 'export'], libraries: ['zustand/vanilla'], impure: true },
  view: {
    imports: ['store', 'scene', 'trace', 'guide', 'export'],
    types: rules,
    libraries: ['react', 'react-dom', 'd3', 'zustand'],
    impure: true,
  },
  cli: { imports: ['lang', ...rules, 'scene', 'guide', 'export'], libraries: ['node:*'], impure: true },
  'main.tsx': {
    imports: [...rules, 'scene', 'export', 'store', 'view'],
    libraries: ['react', 'react-dom/client'],
    impure: true,
  },
};

/** What looks at all rooms from beside them. */
const besideRooms = /^(architecture\.test\.ts|sentences\.(test\.ts|txt))$/;

/** Files that argue for being longer than the limit, each with its argument. */
const longFiles: Readonly<Record<string, string>> = {};
const lineLimit = 250;

/** Folders that argue for more files than the limit, each with its argument. */
const crowdedFolders: Readonly<Record<string, string>> = {
  iommufd: 'a file for each of the kernel, as its authors know them',
};
const fileLimit = 15;

const vagueNames = /^(utils?|helpers?|misc|common|types|constants)$/;
const impurities =
  /\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\bperformance\.now\b|\bcrypto\.(getRandomValues|randomUUID)\b/;

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

/** The text of every file by its path below src, with forward slashes. */
type Sources = ReadonlyMap<string, string>;

const isTest = (path: string) => /\.(test|bench|arbitrary|fixture)\.tsx?$/.test(path);
const isCode = (path: string) => /\.tsx?$/.test(path);
const roomOf = (path: string) => path.split('/')[0] ?? '';

function withoutComments(code: string): string {
  const comment = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/;
  const text = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/;
  const either = new RegExp(`(${text.source})|${comment.source}`, 'g');
  return code.replace(either, (_, kept?: string) => kept ?? ' ');
}

function importsOf(source: string): Import[] {
  const code = withoutComments(source);
  const found: Import[] = [];
  const named = /^\s*(?:import|export)\s+(type\s+)?([\w$*{}\s,]*?)\s*from\s*['"]([^'"]+)['"]/gm;
  for (const [, type, names = '', from = ''] of code.matchAll(named)) {
    const inner = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
    const listed = inner?.split(',').filter((name) => name.trim() !== '') ?? [];
    const allTypes = listed.length > 0 && listed.every((name) => /^\s*type\s/.test(name));
    found.push({ from, typeOnly: type !== undefined || allTypes });
  }
  const bare =
    /^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|\bnew URL\(\s*['"](\.[^'"]+\.tsx?)['"]/gm;
  for (const [, effect, lazy, url] of code.matchAll(bare))
    found.push({ from: effect ?? lazy ?? url ?? '', typeOnly: false });
  return found;
}

/** The path below src that a relative import names, without a query such as "?raw". */
function targetOf(path: string, from: string): string | undefined {
  return from.startsWith('.') ? posix.join(dirname(path), from.replace(/\?.*$/, '')) : undefined;
}

/** The rooms below a room, however far: what its tests may use, past any door. */
function below(name: string, seen = new Set<string>()): Set<string> {
  for (const next of [...(rooms[name]?.imports ?? []), ...(rooms[name]?.types ?? [])])
    if (!seen.has(next)) below(next, seen.add(next));
  return seen;
}

function wallFaults(sources: Sources): string[] {
  const faults: string[] = [];
  for (const [path, source] of sources) {
    const here = roomOf(path);
    const room = rooms[here];
    if (!room || !isCode(path)) continue;
    for (const { from, typeOnly } of importsOf(source)) {
      const target = targetOf(path, from);
      const say = (fault: string) => faults.push(`${path}: '${from}' ${fault}`);
      if (target === undefined) {
        const listed = (room.libraries ?? []).some((l) =>
          l.endsWith('*') ? from.startsWith(l.slice(0, -1)) : from === l,
        );
        if (!isTest(path) && !listed) say(`is not a library of ${here}`);
        continue;
      }
      // A test may use what stands beside src, such as the build of the command line program.
      if (isTest(path) && target.startsWith('../')) continue;
      if (!sources.has(target)) {
        say('is not a file in src: name it with its extension');
        continue;
      }
      const there = roomOf(target);
      if (there === here) {
        if (target === `${here}/index.ts` && !isTest(path)) say('goes out of its own door: import the file');
      } else if (isTest(path)) {
        if (!below(here).has(there)) say(`reaches ${there}, which is not below ${here}`);
      } else if (!room.imports.includes(there) && !room.types?.includes(there)) {
        say(`reaches ${there}: ${here} may import ${room.imports.join(', ') || 'nothing'}`);
      } else {
        if (!room.imports.includes(there) && !typeOnly) say(`: of ${there}, ${here} may import types only`);
        if (target !== `${there}/index.ts`) say(`climbs in by the window: import '${there}/index.ts'`);
      }
    }
  }
  return faults;
}

function cycleFaults(sources: Sources): string[] {
  const done = new Set<string>();
  const faults: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) faults.push([...trail.slice(at), path].join(' > '));
    if (at >= 0 || done.has(path)) return;
    for (const { from } of importsOf(sources.get(path) ?? '')) {
      const target = targetOf(path, from);
      if (target !== undefined && sources.has(target)) visit(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of sources.keys()) if (isCode(path)) visit(path, []);
  return faults;
}

function lineFaults(sources: Sources, pattern: RegExp, applies: (path: string) => boolean): string[] {
  return [...sources].flatMap(([path, source]) =>
    isCode(path) && applies(path)
      ? withoutComments(source)
          .split('\n')
          .filter((line) => pattern.test(line))
          .map((line) => `${path}: ${line.trim()}`)
      : [],
  );
}

const checks: Readonly<Record<string, (sources: Sources) => string[]>> = {
  'every file stands in a known room': (sources) =>
    [...sources.keys()].filter((path) => !(roomOf(path) in rooms) && !besideRooms.test(path)),
  'imports go through doors, and only down': wallFaults,
  'no file imports itself, however far round': cycleFaults,
  'below the store there is no clock and no chance': (sources) =>
    lineFaults(
      sources,
      impurities,
      (path) => !isTest(path) && !!rooms[roomOf(path)] && !rooms[roomOf(path)]?.impure,
    ),
  'a door names what it shows': (sources) => lineFaults(sources, /^\s*export\s*\*/, () => true),
  'of d3, names are imported, never the whole': (sources) =>
    lineFaults(sources, /^\s*import\s+(\*\s+as\s+)?\w+\s+from\s+['"]d3/, () => true),
  'a name says what is in the file': (sources) =>
    [...sources.keys()].filter((path) =>
      path.split('/').some((part) => vagueNames.test(part.replace(/\..*$/, ''))),
    ),
  'a long file has argued for itself': (sources) => {
    const long = (path: string) => (sources.get(path)?.trimEnd().split('\n').length ?? 0) > lineLimit;
    const unargued = [...sources.keys()].filter(
      (p) => isCode(p) && !isTest(p) && long(p) && !(p in longFiles),
    );
    const stale = Object.keys(longFiles).filter((path) => !long(path));
    return [...unargued, ...stale.map((path) => `${path}: no longer long`)];
  },
  'a crowded folder has argued for itself': (sources) => {
    const counts = new Map<string, number>();
    for (const path of sources.keys())
      if (isCode(path) && !isTest(path))
        counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1);
    return [...counts].flatMap(([folder, count]) =>
      count > fileLimit && !(folder in crowdedFolders) ? [`${folder}: ${count} files`] : [],
    );
  },
};

function readSources(): Sources {
  const root = dirname(fileURLToPath(import.meta.url));
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => relative(root, `${entry.parentPath}${sep}${entry.name}`));
  return new Map(
    paths.sort().map((path) => [path.split(sep).join('/'), readFileSync(`${root}${sep}${path}`, 'utf8')]),
  );
}

describe('the source tree keeps its walls', () => {
  const sources = readSources();
  for (const [rule, faults] of Object.entries(checks)) test(rule, () => expect(faults(sources)).toEqual([]));
});

test('the rooms below the store, and no others, are compiled without a page around them', () => {
  const { include } = JSON.parse(readFileSync('tsconfig.pure.json', 'utf8')) as { include: string[] };
  const pure = Object.keys(rooms).filter((name) => !rooms[name]?.impure);
  expect(include.filter((path) => path.startsWith('src/'))).toEqual(pure.map((name) => `src/${name}`));
});

// A rule that nothing can break holds nothing: each is shown what it must refuse.
describe('each wall stops what it is for', () => {
  const walls = 'imports go through doors, and only down';
  const room = { 'machine/index.ts': '', 'machine/b.ts': '', 'view/index.ts': '', 'trace/index.ts': '' };
  const faultsOf = (rule: string, path: string, code: string) =>
    checks[rule]?.(new Map(Object.entries({ ...room, [path]: code })));

  const refused: [rule: string, what: string, path: string, code: string][] = [
    ['every file stands in a known room', 'a new room', 'attic/a.ts', ''],
    [walls, 'upwards', 'machine/a.ts', "import { a } from '../trace/index.ts';"],
    [walls, 'past a door', 'iommufd/a.ts', "import { a } from '../machine/b.ts';"],
    [walls, 'out of its own door', 'machine/a.ts', "export { b } from './index.ts';"],
    [walls, 'a library', 'trace/a.ts', "import { useState } from 'react';"],
    [walls, 'the host', 'explorer/a.ts', "import 'node:fs';"],
    [walls, 'out of src', 'main.tsx', "import '../scripts/a.mjs';"],
    [walls, 'without extension', 'machine/a.ts', "import './b';"],
    [walls, 'on demand', 'machine/a.ts', "const v = await import('../view/index.ts');"],
    [walls, 'as a worker', 'machine/a.ts', "new URL('../trace/index.ts', import.meta.url)"],
    [
      walls,
      'a value among types',
      'view/a.ts',
      "import {\n  boot,\n  type A,\n} from '../machine/index.ts';",
    ],
    [walls, 'a test upwards', 'machine/a.test.ts', "import '../view/index.ts';"],
    [
      'no file imports itself, however far round',
      'a ring',
      'machine/b.ts',
      "import type { B } from './b.ts';",
    ],
    ['below the store there is no clock and no chance', 'the time', 'scene/a.ts', 'const seed = Date.now();'],
    ['a door names what it shows', 'all', 'machine/a.ts', "export * from './b.ts';"],
    ['of d3, names are imported, never the whole', 'the whole', 'scene/a.ts', "import * as d3 from 'd3';"],
    ['a name says what is in the file', 'a drawer', 'view/utils.ts', ''],
    ['a name says what is in the file', 'a drawer of drawers', 'view/helpers/a.ts', ''],
    ['a long file has argued for itself', 'a long one', 'view/a.ts', '//\n'.repeat(lineLimit + 1)],
  ];
  test.each(refused)('%s: not %s', (rule, _, path, code) => {
    expect(faultsOf(rule, path, code)).toHaveLength(1);
  });

  test('a crowded folder has argued for itself: not one file too many', () => {
    const files = (count: number) =>
      new Map(Array.from({ length: count }, (_, i) => [`view/graph/${'abcdefghijklmnop'[i]}.ts`, '']));
    const rule = checks['a crowded folder has argued for itself'];
    expect(rule?.(files(fileLimit))).toEqual([]);
    expect(rule?.(files(fileLimit + 1))).toEqual(['view/graph: 16 files']);
  });

  const allowed: [path: string, code: string][] = [
    ['iommufd/a.ts', "import { advance } from '../machine/index.ts';"],
    [
      'view/a.tsx',
      "import { type A, type B } from '../machine/index.ts';\nimport { useState } from 'react';",
    ],
    ['view/b.ts', "import type { A } from '../machine/index.ts';\nconst now = Date.now();"],
    ['iommufd/a.test.ts', "import { b } from '../machine/b.ts';\nimport { test } from 'vitest';"],
    ['cli/a.test.ts', "import { buildCli } from '../../scripts/cli.mjs';"],
    ['machine/a.ts', "// Date.now() and import './gone.ts' in a comment\nimport { b } from './b.ts';"],
  ];
  test.each(allowed)('%s may hold %j', (path, code) => {
    for (const rule of Object.keys(checks)) expect(faultsOf(rule, path, code), rule).toEqual([]);
  });
});
