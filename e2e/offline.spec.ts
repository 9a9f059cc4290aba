import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { preview } from 'vite';
import { writeServiceWorker } from '../scripts/offline.mjs';
import { fromHere, place, transport } from './page.ts';
import { expect, test as watched } from './watched.ts';

interface Site {
  readonly address: string;
  /** Puts another build in place of the one that is served: one dialog has another name in it. */
  publish(): Promise<void>;
  /** The build, where one can spoil it. */
  readonly folder: string;
  close(): Promise<void>;
}

/** A copy of the build on a server of its own, which can be replaced and taken from the network. */
const test = watched.extend<{ site: Site }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  site: async ({}, use, info) => {
    const folder = info.outputPath('site');
    await cp('dist', folder, { recursive: true });
    const server = await preview({
      configFile: false,
      logLevel: 'silent',
      build: { outDir: folder },
      preview: { host: '127.0.0.1', port: 0 },
    });
    const address = server.resolvedUrls?.local[0] ?? '';
    const publish = async () => {
      const assets = join(folder, 'assets');
      for (const name of await readdir(assets)) {
        const file = join(assets, name);
        const text = await readFile(file, 'utf8');
        await writeFile(file, text.replaceAll(/\bHelp-[\w-]{8}/g, 'Help-another1'));
        if (/^Help-.*\.js$/.test(name)) await rename(file, join(assets, 'Help-another1.js'));
      }
      const index = join(folder, 'index.html');
      const html = await readFile(index, 'utf8');
      await writeFile(index, html.replace('<title>', '<title>Another '));
      writeServiceWorker(folder);
    };
    let isOpen = true;
    const close = async () => {
      if (isOpen) await server.close();
      isOpen = false;
    };
    await use({ address, publish, folder, close });
    await close();
  },
  baseURL: async ({ site }, use) => use(site.address),
  serviceWorkers: 'allow',
});

const version = (page: Page) => page.getByRole('status', { name: 'Version' });

/** Visits the page for the first time, and waits until the browser has kept it. */
async function visit(page: Page): Promise<void> {
  await page.goto('');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

async function help(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Help' }).click();
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
  await page.keyboard.press('Escape');
}

/**
 * Changes over. A worker that is watched, as all are in a test, never comes to rest, and until it does the browser lets
 * no other take over: here it is stopped.
 */
async function changeOver(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await version(page).getByRole('button', { name: 'Reload' }).click();
  await expect(async () => {
    await session.send('ServiceWorker.stopAllWorkers');
    await expect(page).toHaveTitle('Another Release Graph', { timeout: 3000 });
  }).toPass({ timeout: 60_000 });
  await expect(version(page)).toHaveText('');
}

test('after the first visit the app is there without a network: steps, proofs, dialogs, the page to save', async ({
  page,
  site,
}) => {
  await visit(page);
  await site.close();
  await page.reload();
  await page.keyboard.press('ArrowRight');
  expect((await place(page)).at).toBeGreaterThan(0);
  await expect(fromHere(page)).toContainText('LEAK');
  await page.keyboard.press('l');
  await page.getByRole('button', { name: /What is in use cannot be destroyed/ }).click();
  await expect(page.getByRole('banner')).toContainText('What is in use');
  await page.getByRole('button', { name: 'Help' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a page' }).click();
  await download;
  await page.goto('?embed=graph');
  await expect(transport(page)).toBeVisible();
  await page.goto('embed.html');
  await expect(page.getByTitle('The tour').contentFrame().getByRole('main')).toBeVisible();
  await expect(version(page)).toHaveCount(0);
});

test('a new version is said to be there, changes nothing until it is wanted, and then is there whole', async ({
  page,
  site,
}) => {
  await visit(page);
  await page.reload();
  await site.publish();
  await page.reload();
  await expect(version(page)).toContainText('There is a new version.');
  await expect(page).toHaveTitle('Release Graph');
  await page.reload();
  await expect(version(page)).toContainText('There is a new version.');
  await expect(page).toHaveTitle('Release Graph');
  await help(page);

  await page.keyboard.press('ArrowLeft');
  const { at } = await place(page);
  await changeOver(page);
  expect((await place(page)).at).toBe(at);
  await site.close();
  await page.reload();
  await help(page);
  await expect(page).toHaveTitle('Another Release Graph');
});

test('when one tab changes over the others stay as they are, say so, and what they may ask for is still there', async ({
  page,
  site,
}) => {
  await visit(page);
  const other = await page.context().newPage();
  await other.goto(site.address);
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  const before = (await readdir(join(site.folder, 'assets'))).filter((name) => name.startsWith('Help-'));
  await site.publish();
  await page.reload();
  await changeOver(page);
  await expect(version(other)).toContainText('There is a new version.');
  await expect(other).toHaveTitle('Release Graph');

  await site.close();
  const answers = (names: readonly string[]) =>
    page.evaluate(
      (asked) => Promise.all(asked.map(async (name) => (await fetch(`assets/${name}`)).status)),
      names,
    );
  expect(before).toHaveLength(1);
  expect(await answers([...before, 'Help-another1.js'])).toEqual([200, 200]);
  await version(other).getByRole('button', { name: 'Reload' }).press('Enter');
  await expect(other).toHaveTitle('Another Release Graph');
  await expect(version(other)).toHaveText('');
});

test('a build that is not whole is not taken', async ({ page, site, faults }) => {
  await visit(page);
  await page.reload();
  await site.publish();
  await writeFile(join(site.folder, 'assets', 'Help-another1.js'), 'export const Help = () => "half";');
  const failed = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<ServiceWorker>((done) =>
      registration.addEventListener('updatefound', () => done(registration.installing as ServiceWorker)),
    );
    await registration.update().catch(() => {});
    const worker = await found;
    while (!['installed', 'redundant'].includes(worker.state))
      await new Promise((done) => worker.addEventListener('statechange', done, { once: true }));
    return worker.state;
  });
  expect(failed).toBe('redundant');
  await expect(version(page)).toHaveText('');
  await page.reload();
  await expect(page).toHaveTitle('Release Graph');
  await help(page);
  // The browser says why it refused the file.
  for (const fault of faults.splice(0)) expect(fault).toContain('integrity');
});

test('what the browser loses or spoils of the build is mended at the next visit, and is there without a network', async ({
  page,
  site,
}) => {
  await visit(page);
  const kept = () =>
    page.evaluate(async () => {
      const sizes: [string, number][] = [];
      for (const name of await caches.keys())
        for (const answer of await (await caches.open(name)).matchAll())
          sizes.push([answer.headers.get('content-type') ?? '', (await answer.blob()).size]);
      return sizes.sort();
    });
  const whole = await kept();
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (/Help-.*js$/.test(request.url)) await cache.delete(request);
        if (!/(Library|index)-.*js$/.test(request.url)) continue;
        const answer = await cache.match(request);
        const text = (await answer?.text()) ?? '';
        await cache.put(
          request,
          new Response(text.slice(0, text.length / 2), { headers: answer?.headers ?? {} }),
        );
      }
    }
  });
  expect(await kept()).not.toEqual(whole);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(kept, { timeout: 60_000 }).toEqual(whole);
  await site.close();
  await page.reload();
  await help(page);
  await page.keyboard.press('l');
  await expect(page.getByRole('dialog', { name: 'Scenarios' })).toBeVisible();
});
