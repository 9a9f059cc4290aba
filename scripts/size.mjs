import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const limit = 150_000;

const attribute = (tag, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

function scriptsOf(html) {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags
    .map((tag) => {
      if (tag.startsWith('<script')) return attribute(tag, 'src');
      return attribute(tag, 'rel') === 'modulepreload' ? attribute(tag, 'href') : undefined;
    })
    .filter((path) => path !== undefined);
}

function staticImportsOf(code) {
  const pattern =
    /\b(?:import|export)\s*(?:[\w$*{}\s,]*?\bfrom\s*|\{[^{}]*\}\s*from\s*)?["'](\.{1,2}\/[^"']+)["']/g;
  return [...code.matchAll(pattern)].map((match) => match[1]);
}

/** The scripts that a first visit loads before anything is asked for, with their compressed sizes. */
export function firstLoad(dist) {
  const sizes = new Map();
  const waiting = scriptsOf(readFileSync(join(dist, 'index.html'), 'utf8')).map((path) => normalize(path));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = join(dist, path);
    if (sizes.has(path)) continue;
    if (!existsSync(file) || !statSync(file).isFile())
      throw new Error(`${path} is loaded but is not in ${dist}`);
    const code = readFileSync(file);
    sizes.set(path, gzipSync(code, { level: 9 }).length);
    for (const next of staticImportsOf(code.toString())) waiting.push(join(dirname(path), next));
  }
  return sizes;
}

function main() {
  const sizes = firstLoad('dist');
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  for (const [path, size] of sizes) console.log(`${kB(size).padStart(9)}  ${path}`);
  console.log(`${kB(total).padStart(9)}  of scripts on first load, compressed; the limit is ${kB(limit)}`);
  // A page without scripts means that this file no longer finds them.
  if (total > limit || total === 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
