// Nothing here may import a package: this is what decides whether there are any.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export function isSupportedNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/** npm keeps a lock file of what it really installed: comparing with it accepts a plain `npm install`. @internal */
export function isInstalled(wanted, installed, { platform, arch }) {
  const fits = (list, here) =>
    !list || list.includes(here) || list.some((x) => x[0] === '!' && x !== `!${here}`);
  for (const [path, want] of Object.entries(wanted)) {
    if (path === '') continue;
    const have = installed[path];
    if (
      have
        ? have.version !== want.version || have.integrity !== want.integrity
        : !want.optional && !want.devOptional
    )
      return false;
  }
  // Binaries of another platform: the folder was copied from another machine.
  return Object.values(installed).every((have) => fits(have.os, platform) && fits(have.cpu, arch));
}

/** An optional dependency that the lock file leaves out is installed nowhere, and `npm ci` then fails. @internal */
export function missingOptional(packages) {
  const missing = [];
  for (const [path, entry] of Object.entries(packages))
    for (const name of Object.keys(entry.optionalDependencies ?? {}))
      if (!resolves(packages, path, name)) missing.push(`${path || 'the project'} needs ${name}`);
  return missing;
}

function resolves(packages, from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    if (packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true;
    if (base === '') return false;
  }
}

function packagesOf(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

/** Installs what the lock file of a folder says unless it is there. Everything npm says goes to standard error. */
export function ensureDependencies(folder = '.') {
  const installed = packagesOf(`${folder}/node_modules/.package-lock.json`);
  if (isInstalled(packagesOf(`${folder}/package-lock.json`), installed, process)) return;
  console.error('Installing dependencies (npm ci) ...');
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // The path of npm's own script: npm.cmd cannot be spawned on Windows without a shell.
  const npm = process.env.npm_execpath;
  const options = { stdio: ['ignore', 2, 2], cwd: folder };
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (done.status === 0) return;
  console.error('npm ci failed, see above. Is the package registry reachable?');
  process.exit(done.status ?? 1);
}
