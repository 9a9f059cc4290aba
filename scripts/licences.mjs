import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const notices = /^(licen[cs]e|copying|notice)\b/i;

/** The packages that the modules of a bundle come from; what the bundler adds by itself is its own. @internal */
export function packagesOf(modules) {
  const names = modules.flatMap((id) => {
    const path = id.replaceAll('\\', '/');
    const found = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? /^\0(vite|rolldown)\//.exec(path);
    return found ? [found[1]] : [];
  });
  return [...new Set(names)].sort();
}

function noticeOf(name) {
  const folder = join('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => notices.test(file))
    // What a package of the bundler says after its own licence is about what the bundler is made of.
    .map((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split(/^# Licenses of bundled/m)[0]
        .trim(),
    );
  if (texts.length === 0)
    throw new Error(`${name} ${version} has no licence text that could be given away with it`);
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}`;
}

const own = () => `Release Graph\n\n${readFileSync('LICENSE', 'utf8').trim()}`;

/** The licence of the app and of each package that some modules come from, as one text. */
export function noticesOf(modules) {
  const packages = packagesOf(modules).filter((name) => existsSync(join('node_modules', name)));
  return `${[own(), ...packages.map(noticeOf)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** The modules that a bundle contains. */
export const modulesOf = (bundle) =>
  Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []));
