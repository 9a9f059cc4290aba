import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runNode, tools } from './tools.mjs';

const output = 'dist-cli/release-graph.js';
const stamp = 'dist-cli/.built-from';

// Names, sizes and times of the sources: a deleted file or an older one put back counts as a change too.
function fingerprint() {
  const files = readdirSync('src', { recursive: true }).map((name) => join('src', String(name)));
  const hash = createHash('sha256');
  for (const file of [...files.sort(), 'vite.config.ts', 'package.json', 'package-lock.json']) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Builds the command line program unless the built one is of these sources. Says nothing on standard output. */
export function buildCli() {
  const now = fingerprint();
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return true;
  // Built aside and moved into place: another process may be running or building it at this moment.
  const aside = `dist-cli/.build-${process.pid}`;
  const built = runNode([tools.vite, 'build', '--mode', 'cli', '--outDir', aside, '--logLevel', 'warn'], {
    stdio: ['ignore', 2, 2],
  });
  if (built) {
    renameSync(join(aside, 'release-graph.js'), output);
    writeFileSync(stamp, now);
  }
  rmSync(aside, { recursive: true, force: true });
  return built;
}

/** Runs it in this process, so that its input, output, signals and exit status are the user's own. */
export async function runCli(args, cwd) {
  if (!buildCli()) process.exit(1);
  const program = resolve(output);
  process.chdir(cwd);
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}
