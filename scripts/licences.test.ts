import { expect, test } from 'vitest';
import { noticesOf, packagesOf } from './licences.mjs';

test('each package is named once, however deep it lies, and what is our own is none', () => {
  const modules = [
    '/home/me/src/main.tsx',
    '/home/me/node_modules/react/index.js',
    '/home/me/node_modules/react/jsx-runtime.js',
    '/home/me/node_modules/a/node_modules/@scope/b/c.js',
    'C:\\me\\node_modules\\d3-path\\src\\index.js',
    '\0vite/preload-helper.js',
  ];
  expect(packagesOf(modules)).toEqual(['@scope/b', 'd3-path', 'react', 'vite']);
});

test('the text has the licence of the app and of each package', () => {
  const text = noticesOf(['/x/node_modules/react/index.js', '/x/node_modules/d3-path/src/index.js']);
  expect(text).toMatch(/^Release Graph\n/);
  expect(text).toMatch(/\nreact [\d.]+ \(MIT\)\n[\s\S]*Meta Platforms/);
  expect(text).toMatch(/\nd3-path [\d.]+ \(ISC\)\n[\s\S]*Mike Bostock/);
});
