import { spawnSync } from 'node:child_process';
import { canInstall, debianInstalls } from './debian.mjs';

const starts = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** SPIN writes a checker in C. */
const isThere = () => starts('spin', '-V') && starts('gcc', '--version');

/** Why there is no SPIN to have a model checked by, after it was tried to install it; undefined where there is one. */
export function whyNoSpin() {
  if (isThere()) return undefined;
  if (!canInstall()) return 'spin and gcc are not installed, and only root can install them, on Debian';
  console.error('Installing SPIN by apt-get ...');
  const tried = [];
  debianInstalls(['spin', 'gcc', 'libc6-dev'], tried);
  return isThere() ? undefined : (tried[0] ?? 'spin and gcc were installed and do not start');
}
