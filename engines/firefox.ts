import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { firefox } from '../scripts/checkers.mjs';
import { freePort } from '../scripts/serve.mjs';
import { begin, patiently, type Wire } from './wire.ts';

type Answer = readonly [type: 1, id: number, error: { readonly message: string } | null, result: unknown];

/** Firefox without a window. It is asked over Marionette: WebDriver's commands as lines of JSON behind their length. */
export async function startFirefox(): Promise<Wire> {
  const port = await freePort();
  const { folder, end } = begin(firefox(), (profile) => {
    const prefs = {
      'marionette.port': port,
      'browser.download.folderList': 2,
      'browser.download.dir': join(profile, 'downloads'),
    };
    const lines = Object.entries(prefs).map(
      ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
    );
    mkdirSync(join(profile, 'downloads'));
    writeFileSync(join(profile, 'user.js'), lines.join(''));
    return ['--headless', '--no-remote', '--marionette', '--profile', profile, 'about:blank'];
  });
  const socket = await patiently(async () => {
    const one = connect(port, '127.0.0.1');
    await once(one, 'connect');
    return one;
  });

  const waiting = new Map<number, (answer: Answer) => void>();
  let received = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    for (;;) {
      const colon = received.indexOf(':');
      const next = colon + 1 + Number(received.subarray(0, colon));
      if (colon < 0 || received.length < next) return;
      const message = JSON.parse(received.subarray(colon + 1, next).toString());
      received = received.subarray(next);
      // The first message is a greeting.
      if (Array.isArray(message)) waiting.get(message[1])?.(message as unknown as Answer);
    }
  });
  let last = 0;
  const ask = (name: string, params: object) =>
    new Promise<unknown>((done, failed) => {
      const id = ++last;
      waiting.set(id, ([, , error, result]) => {
        waiting.delete(id);
        if (error) failed(new Error(`${name}: ${error.message}`));
        else done((result as { readonly value?: unknown }).value);
      });
      const text = JSON.stringify([0, id, name, params]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  await ask('WebDriver:NewSession', {});
  return {
    send: (command, params = {}) => ask(`WebDriver:${command}`, params),
    downloads: join(folder, 'downloads'),
    end: async () => {
      socket.destroy();
      await end();
    },
  };
}
