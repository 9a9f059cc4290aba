import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBrowser, usualPlaces } from './browser.mjs';

test('a browser is looked for along the search path of every system', () => {
  expect(usualPlaces('linux', { PATH: '/opt/bin' })).toContain(join('/opt/bin', 'chromium'));
  expect(usualPlaces('linux', {})).toEqual([]);
});

test('on macOS and Windows it is looked for where programs are installed', () => {
  expect(usualPlaces('darwin', {})).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  expect(usualPlaces('win32', { PROGRAMFILES: 'P' })).toContain(
    join('P', 'Microsoft/Edge/Application/msedge.exe'),
  );
});

test('a chosen browser that does not start is an error, and no other one is taken in its place', async () => {
  process.env.BROWSER_PATH = process.execPath;
  await expect(findBrowser()).rejects.toThrow('BROWSER_PATH');
}, 60_000);
