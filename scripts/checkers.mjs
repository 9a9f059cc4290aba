import { spawnSync } from 'node:child_process';
import { canInstall, debianInstalls } from './debian.mjs';

const starts = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Why there is no such program, after it was tried to install it; undefined where there is one. */
function whyMissing(name, packages, isThere) {
  if (isThere()) return undefined;
  if (!canInstall()) return `${name} is not installed, and only root can install it, on Debian`;
  console.error(`Installing ${name} by apt-get ...`);
  const tried = [];
  debianInstalls(packages, tried);
  return isThere() ? undefined : (tried[0] ?? `${name} was installed and does not start`);
}

/** Why there is no SPIN to have a model checked by. It writes a checker in C. */
export const whyNoSpin = () =>
  whyMissing(
    'SPIN with gcc',
    ['spin', 'gcc', 'libc6-dev'],
    () => starts('spin', '-V') && starts('gcc', '--version'),
  );

/** Why there is no Graphviz to have a graph drawn by. */
export const whyNoGraphviz = () => whyMissing('Graphviz', ['graphviz'], () => starts('dot', '-V'));

const FIREFOXES = ['firefox-esr', 'firefox'];

/** The Firefox that starts here. @internal */
export const firefox = () => FIREFOXES.find((name) => starts(name, '--version')) ?? 'firefox';

/** Why there is no engine of that name to have the page opened by. */
export const whyNoEngine = (name) =>
  name === 'firefox'
    ? whyMissing('Firefox ESR', ['firefox-esr'], () => starts(firefox(), '--version'))
    : whyMissing(
        'WebKitGTK with its driver and Xvfb',
        ['webkit2gtk-driver', 'xvfb', 'xauth'],
        () => starts('WebKitWebDriver', '--help') && starts('xvfb-run', '-a', 'true'),
      );
