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
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'text/plain',
      'content-encoding': 'gzip',
    });
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

/** Five hundred operations, the most that a scenario has. */
const CROWDS = {
  open: Array.from({ length: 500 }, (_, i) => `open > c${i}`),
  ioas_alloc: ['open > c', ...Array.from({ length: 499 }, (_, i) => `ioas_alloc c > io${i}`)],
  mock_domain: [
    'open > c',
    'ioas_alloc c > io',
    ...Array.from({ length: 498 }, (_, i) => `mock_domain c pt=io > s${i} d${i} h${i}`),
  ],
};

/** Text of the most characters that are read, with nothing in it that can be: prose, quotes, arrows, a link without end. */
const TEXTS = {
  'prose, 65,536 characters': 'the access is internal if ictx is NULL, and so on. '.repeat(1286),
  'quotes, 65,536 characters': '> '.repeat(32_768),
  'arrows, 65,536 characters': 'a --holds--> '.repeat(5041),
  'a link, 65,536 characters': `https://example.org/#1an${'a'.repeat(65_500)}`,
};

const watchTasks = () => {
  window.tasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.tasks.push(duration);
  }).observe({ type: 'longtask' });
};

/** The longest task since the last time that this was asked; a task of less than 50 ms is none. */
const longest = (page) =>
  page.evaluate(() => Math.round(window.tasks.splice(0).reduce((a, b) => Math.max(a, b), 0)));

const paste = (page, text) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, text);

/** For how long at most the page answers nothing: while the largest scenarios open and are stepped, and hostile text is read. */
export async function freezes(browser, address) {
  const rows = {};
  const open = async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(watchTasks);
    await page.goto(address);
    await page.waitForTimeout(3_000);
    await longest(page);
    return page;
  };
  for (const [name, lines] of Object.entries(CROWDS)) {
    const page = await open();
    await paste(page, lines.join('\n'));
    await page.getByText(lines.at(-1), { exact: true }).first().waitFor({ state: 'attached' });
    await page.waitForTimeout(3_000);
    const opens = await longest(page);
    await page.keyboard.press('End');
    await page.waitForTimeout(2_000);
    const ends = await longest(page);
    const taken = await page.evaluate(pressed, { key: 'ArrowLeft', times: 60 });
    rows[`500 × ${name}`] = {
      'longest task, opening ms': opens,
      'to the end ms': ends,
      'stepping ms': await longest(page),
      'key to paint ms': round(median(taken)),
    };
    await page.close();
  }
  for (const [name, text] of Object.entries(TEXTS)) {
    const page = await open();
    await paste(page, text);
    await page.waitForTimeout(1_500);
    rows[name] = { 'longest task, opening ms': await longest(page) };
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
