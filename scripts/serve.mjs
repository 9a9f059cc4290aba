import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { writeServiceWorker } from './offline.mjs';
import { runNode, tools } from './tools.mjs';

export function buildPage() {
  // After a failed build there must be nothing left to serve or to test.
  rmSync('dist', { recursive: true, force: true });
  const build = [tools.vite, 'build', '--logLevel', 'warn'];
  const isBuilt = [[], ['--mode', 'file']].every((mode) =>
    runNode([...build, ...mode], { stdio: ['ignore', 2, 2], env: { NODE_ENV: 'production' } }),
  );
  if (isBuilt) writeServiceWorker('dist');
  return isBuilt;
}

/** A port that was free a moment ago, so that two checkouts can be tested at the same time. */
export function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

function address() {
  const port = process.env.PORT;
  if (port === undefined || port === '') return { host: '127.0.0.1' };
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    console.error(`PORT is "${port}": a number from 0 to 65535 is expected.`);
    process.exit(2);
  }
  return { host: '127.0.0.1', port: Number(port), strictPort: true };
}

function hasScreen() {
  if (!process.stdout.isTTY || process.env.CI) return false;
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

// A signal to npm ends npm, and perhaps its shell, but never reaches this process, which would keep the port.
function endWithParent() {
  const ancestors = () => {
    if (process.platform !== 'linux' || !process.env.npm_lifecycle_event) return String(process.ppid);
    try {
      // The field after the name and the state; the name is in brackets and may hold anything.
      const shell = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
      return `${process.ppid} ${shell.slice(shell.lastIndexOf(')')).split(' ')[2]}`;
    } catch {
      return '';
    }
  };
  const before = ancestors();
  setInterval(() => {
    if (ancestors() !== before) process.exit(0);
  }, 500).unref();
}

async function serve(open) {
  endWithParent();
  try {
    const server = await open(await import('vite'));
    server.printUrls();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

export async function start() {
  if (!buildPage()) process.exit(1);
  await serve((vite) => vite.preview({ preview: { ...address(), open: hasScreen() } }));
}

export async function develop() {
  await serve(async (vite) => {
    const server = await vite.createServer({ server: { ...address(), open: hasScreen() } });
    return server.listen();
  });
}
