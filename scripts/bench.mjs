import { drawing, engine, links } from './bench/engine.mjs';
import { arrival, freezes, serveBuilt, steps } from './bench/page.mjs';
import { peers } from './bench/peers.mjs';
import { findBrowser, launchArgs } from './browser.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { buildPage } from './serve.mjs';

/** A frame as soon as it is ready, not when a screen would show it. */
const UNPACED = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

function print(title, rows) {
  console.log(`\n${title}`);
  console.table(rows);
}

async function inBrowser(all) {
  if (!buildPage()) throw new Error('the page does not build');
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({
    executablePath: (await findBrowser()).path,
    args: [...launchArgs, ...UNPACED],
  });
  const { address, close } = await serveBuilt();
  try {
    print(
      'A step, from the key press to the frame that shows it, at no frame rate',
      await steps(browser, address, all),
    );
    print('The longest task while the largest scenarios and texts arrive', await freezes(browser, address));
    print(
      'Arrival on a phone: 4 times slower than this processor, slow 4G (1.47 Mbit/s, 562 ms)',
      await arrival(browser, address),
    );
    print(
      'The same graphs laid out, and a frame of zooming by the wheel, at no frame rate',
      await peers(browser, address, all),
    );
  } finally {
    await browser.close();
    close();
  }
}

/** Prints figures and gives no verdict. Compare within one run: machines and their moods differ. */
export async function bench() {
  ensureDependencies('scripts/bench');
  const { createServer } = await import('vite');
  const server = await createServer({
    server: { middlewareMode: true },
    appType: 'custom',
    logLevel: 'error',
  });
  try {
    const rooms = await Promise.all(
      ['iommufd', 'scenario', 'trace', 'scene'].map((room) => server.ssrLoadModule(`/src/${room}/index.ts`)),
    );
    const all = Object.assign({}, ...rooms);
    print('Engine, 7.3 design, median of 9 runs', engine(all));
    print('Layout of the whole run, and the picture of one step', drawing(all));
    print('Links, in characters', links(all));
    await inBrowser(all);
  } finally {
    await server.close();
  }
}
