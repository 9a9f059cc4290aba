import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOf, writeServiceWorker } from './offline.mjs';

function dist(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'offline-'));
  mkdirSync(join(folder, 'assets'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

const workerOf = (folder: string) => {
  writeServiceWorker(folder);
  return readFileSync(join(folder, 'sw.js'), 'utf8');
};
const buildOf = (worker: string) => /const BUILD = '([^']+)'/.exec(worker)?.[1];

test('what is kept is every file of the build but the worker itself, each with its hash', () => {
  const folder = dist({ 'index.html': '<p>', 'assets/a.js': '$& a', 'sw.js': 'old' });
  const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
  expect(filesOf(folder)).toEqual({ './': hashOf('<p>'), 'assets/a.js': hashOf('$& a') });
});

test('the same build gives the same worker, however often it is written; another file gives another', () => {
  const files = { 'index.html': '<p>', 'assets/a.js': 'a' };
  const folder = dist(files);
  const worker = workerOf(folder);
  expect(buildOf(worker)).toBeDefined();
  expect(workerOf(folder)).toBe(worker);
  expect(workerOf(dist(files))).toBe(worker);
  expect(buildOf(workerOf(dist({ ...files, 'assets/a.js': 'b' })))).not.toBe(buildOf(worker));
});
