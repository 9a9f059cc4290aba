import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstLoad } from './size.mjs';

function dist(html: string, scripts: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'size-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), html);
  for (const [name, code] of Object.entries(scripts)) writeFileSync(join(folder, 'assets', name), code);
  return folder;
}

test('first load is the entry, what is preloaded and what they import, not what is imported on demand', () => {
  const html =
    '<link rel="icon" href="./favicon.svg"><link rel="modulepreload" crossorigin href="./assets/pre.js">' +
    '<script type="module" crossorigin src="./assets/entry.js"></script>';
  const sizes = firstLoad(
    dist(html, {
      'entry.js':
        'import{a as b}from"./one.js";import"./two.js";import("./later.js");import*as c from"./three.js";',
      'one.js': 'export{x}from"./four.js";import d,{e}from"./one.js";',
      'two.js': 'let a=1;',
      'three.js': 'let a=1;',
      'four.js': 'let a=1;',
      'pre.js': 'let a=1;',
      'later.js': 'let a=1;',
    }),
  );
  const names = ['entry', 'four', 'one', 'pre', 'three', 'two'];
  expect([...sizes.keys()].sort()).toEqual(names.map((name) => join('assets', `${name}.js`)));
  for (const size of sizes.values()) expect(size).toBeGreaterThan(0);
});

test('a script that the page loads but the build lacks is an error', () => {
  expect(() => firstLoad(dist('<script src="./assets/gone.js"></script>', {}))).toThrow('gone.js');
});
