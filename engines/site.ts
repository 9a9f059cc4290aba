import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { preview } from 'vite';
import { writeServiceWorker } from '../scripts/offline.mjs';

declare global {
  interface Window {
    faults: string[];
  }
}

/** Notes from now on what goes wrong in the page: errors, lost promises, files that do not come, refusals by its policy. */
export function watch(): void {
  if (window.faults) return;
  const faults: string[] = [];
  window.faults = faults;
  const error = console.error;
  console.error = (...said) => {
    faults.push(`console: ${said.join(' ')}`);
    error(...said);
  };
  const note = (event: Event) => {
    const { message, reason, violatedDirective, target } = event as ErrorEvent &
      PromiseRejectionEvent &
      SecurityPolicyViolationEvent;
    faults.push(`${event.type}: ${message || reason || violatedDirective || (target as Element).outerHTML}`);
  };
  // Where a file does not come the event stays at its element: it is seen on the way down.
  for (const type of ['error', 'unhandledrejection', 'securitypolicyviolation'])
    window.addEventListener(type, note, true);
}

/** The build on the project's server. The page watches itself from its first script on; its one-file form is as it is. */
export async function serveWatched() {
  const folder = mkdtempSync(join(tmpdir(), 'release-graph-'));
  cpSync('dist', folder, { recursive: true });
  const index = join(folder, 'index.html');
  const html = readFileSync(index, 'utf8');
  writeFileSync(index, html.replace('<script', '<script src="./watch.js"></script>\n    <script'));
  writeFileSync(join(folder, 'watch.js'), `(${watch})();`);
  writeServiceWorker(folder);
  const server = await preview({
    configFile: false,
    logLevel: 'silent',
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0 },
  });
  return {
    address: server.resolvedUrls?.local[0] ?? '',
    onePage: pathToFileURL(join(folder, 'release-graph.html')).href,
    end: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
