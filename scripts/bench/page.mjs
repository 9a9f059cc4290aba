import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createGzip } from 'node:zlib';
import { median, p95, round } from './measure.mjs';
import { grown } from './scenarios.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Serves the built page as a host on the net does: compressed. */
export function serveBuilt() {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const file = join('dist', path === '/' ? 'index.html' : path);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)], 'content-encoding': 'gzip' });
    createReadStream(file).pipe(createGzip()).pipe(response);
  });
  return new Promise((ready) => {
    server.listen(0, '127.0.0.1', () =>
      ready({ address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }),
    );
  });
}

/** In the page: from the key press to when the frame that follows it is painted, for each of so many presses. */
async function pressed({ key, times }) {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const taken = [];
  for (let i = 0; i < times; i++) {
    await frame();
    const start = performance.now();
    document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await frame();
    taken.push(performance.now() - start);
  }
  return taken.slice(times / 6);
}

/** From the key press to the frame in which its step is painted, alone and beside another design. */
export async function steps(browser, address, { parseText, encodeLink }) {
  const rows = {};
  for (const objects of [50, 300, 1000])
    for (const beside of [undefined, ['naive']]) {
      const { scenario } = parseText(grown(objects));
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const link = encodeLink({
        ...scenario,
        ...(beside && { beside }),
        cursor: { op: scenario.ops.length - 8, step: 0 },
      });
      await page.goto(`${address}#${link}`);
      await page.locator('svg [data-node]').first().waitFor({ timeout: 300_000 });
      // What is found out in the background is not what is measured.
      await page.waitForTimeout(3_000);
      const taken = [];
      for (const key of ['ArrowRight', 'ArrowLeft'])
        taken.push(...(await page.evaluate(pressed, { key, times: 60 })));
      rows[`${objects} objects, ${beside ? 'two designs' : 'one design'}`] = {
        'key to paint ms': round(median(taken)),
        'p95 ms': round(p95(taken)),
      };
      await page.close();
    }
  return rows;
}

/** What a phone has on a bad day: a quarter of this processor, and the network that browsers call slow 4G. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1474.56 * 1024) / 8,
  uploadThroughput: (675 * 1024) / 8,
};
const SLOWER = 4;

/** In the page, from its beginning on: a key is pressed until one is answered. */
function pressUntilAnswered() {
  const timer = setInterval(() => {
    const slider = document.querySelector('input[type=range]');
    if (!slider) return;
    const before = slider.value;
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (slider.value === before || window.answered) return;
        window.answered = performance.now();
        clearInterval(timer);
      }, 0),
    );
  }, 50);
}

async function arrived(context, address, isThrottled) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await session.send('Network.enable');
  if (isThrottled) await session.send('Network.emulateNetworkConditions', SLOW_4G);
  await page.addInitScript(pressUntilAnswered);
  await page.goto(address);
  await page.waitForFunction(() => window.answered, null, { timeout: 120_000 });
  const times = await page.evaluate(() => ({
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    answered: window.answered,
  }));
  // The next visit finds what this one has kept.
  await page.waitForTimeout(4_000);
  await page.close();
  return times;
}

/** Until something is painted, and until a key is answered, on a throttled machine. */
export async function arrival(browser, address) {
  const file = pathToFileURL(resolve('dist/release-graph.html')).href;
  const ways = [
    ['the page, first visit', address, 1],
    ['the page, second visit', address, 2],
    ['the page in one file, from the network', `${address}release-graph.html`, 1],
    ['the page in one file, from a disk', file, 1],
  ];
  const rows = {};
  for (const [name, from, visits] of ways) {
    const taken = [];
    for (let i = 0; i < 3; i++) {
      const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
      for (let visit = 1; visit < visits; visit++) await arrived(context, from, false);
      taken.push(await arrived(context, from, !from.startsWith('file:')));
      await context.close();
    }
    rows[name] = {
      'first paint ms': round(median(taken.map(({ painted }) => painted)), 0),
      'a key is answered ms': round(median(taken.map(({ answered }) => answered)), 0),
    };
  }
  return rows;
}
