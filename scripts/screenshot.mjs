import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { findBrowser, launchArgs } from './browser.mjs';
import { buildPage, freePort } from './serve.mjs';

/** screenshot [#FRAGMENT] [FILE]: the built page as a reader first sees it. */
export async function screenshot(args) {
  const fragment = args.find((arg) => arg.startsWith('#')) ?? '';
  const file = args.find((arg) => !arg.startsWith('#')) ?? 'docs/screenshot.png';
  if (!buildPage()) process.exit(1);
  const { chromium } = await import('@playwright/test');
  const { preview } = await import('vite');
  const browser = await chromium.launch({ executablePath: (await findBrowser()).path, args: launchArgs });
  const server = await preview({ preview: { host: '127.0.0.1', port: await freePort(), strictPort: true } });
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    await page.goto(`${server.resolvedUrls.local[0]}${fragment}`, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    mkdirSync(dirname(file), { recursive: true });
    await page.screenshot({ path: file });
    console.log(file);
  } finally {
    await browser.close();
    await server.close();
  }
}
