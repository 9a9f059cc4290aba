import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../scripts/serve.mjs';
import { begin, type Command, patiently, type Wire } from './wire.ts';

const PATHS: Readonly<Record<Command, string>> = {
  Navigate: 'url',
  ExecuteScript: 'execute/sync',
  ElementClick: 'element/{id}/click',
  PerformActions: 'actions',
  SetWindowRect: 'window/rect',
  TakeScreenshot: 'screenshot',
};

/** The browser of WebKitGTK, on a screen that nobody sees. It is asked over WebDriver. */
export async function startWebKit(): Promise<Wire> {
  const port = await freePort();
  const screen = '-screen 0 1600x1000x24 -nolisten tcp';
  const { folder, end } = begin(
    'xvfb-run',
    () => ['-a', '-s', screen, 'WebKitWebDriver', `--port=${port}`, '--host=127.0.0.1'],
    (home) => {
      mkdirSync(join(home, 'downloads'));
      writeFileSync(join(home, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${home}/downloads"\n`);
      return {
        HOME: home,
        XDG_CONFIG_HOME: home,
        // Where there is no graphics card, and where root runs it in a container.
        LIBGL_ALWAYS_SOFTWARE: '1',
        WEBKIT_DISABLE_COMPOSITING_MODE: '1',
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      };
    },
  );
  const ask = async (method: string, path: string, params?: object) => {
    const answer = await fetch(`http://127.0.0.1:${port}/${path}`, {
      method,
      ...(params && { body: JSON.stringify(params) }),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${value.message || value.error}`);
    return value;
  };
  await patiently(() => ask('GET', 'status'));
  const { sessionId } = await ask('POST', 'session', { capabilities: {} });
  const session = `session/${sessionId}`;
  return {
    send: (command, params = {}) => {
      const path = `${session}/${PATHS[command].replace('{id}', String(params.id))}`;
      return command === 'TakeScreenshot' ? ask('GET', path) : ask('POST', path, params);
    },
    downloads: join(folder, 'downloads'),
    end,
  };
}
