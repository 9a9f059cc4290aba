import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export const isRoot = () => process.platform === 'linux' && process.getuid?.() === 0;

function isDebian() {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID="?debian"?$/m.test(readFileSync(file, 'utf8'));
}

/** Whether Debian's packages can be installed here. */
export const canInstall = () => isRoot() && isDebian();

/** Installs packages of Debian's. Where that fails, the reason is added to what was tried. */
export function debianInstalls(packages, tried) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env }).status;
  apt('update', '-qq');
  const status = apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
  if (status !== 0) tried.push(`apt-get install ${packages.join(' ')}: exit ${status}`);
  return status === 0;
}
