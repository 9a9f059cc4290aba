import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const worker = 'sw.js';

const sha256 = (content) => createHash('sha256').update(content).digest('base64');

/** Every file of a build with the hash that it must have, by the path at which a browser finds it. @internal */
export function filesOf(dist) {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
    .filter((path) => path !== worker)
    .sort();
  return Object.fromEntries(
    files.map((path) => [
      path === 'index.html' ? './' : path.split(sep).join('/'),
      `sha256-${sha256(readFileSync(join(dist, path)))}`,
    ]),
  );
}

/** Puts beside a build the service worker that keeps it. */
export function writeServiceWorker(dist) {
  const files = JSON.stringify(filesOf(dist), null, 2);
  const source = readFileSync('scripts/service-worker.js', 'utf8');
  const filled = source
    .replace("const BUILD = '';", `const BUILD = '${sha256(files)}';`)
    .replace('const FILES = {};', () => `const FILES = ${files};`);
  if (filled.length < source.length + files.length)
    throw new Error('the service worker has no place for its files');
  writeFileSync(join(dist, worker), filled);
}
