import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { current, design, fragmentOf, fromHere, notice, open, place, QUEUE, story, verdict } from './page.ts';
import { expect, test } from './watched.ts';

// What is opened from a disk: a request for anything but that file is a fault, and there is no network.
test.use({ baseURL: 'file:///' });

const built = pathToFileURL('dist/release-graph.html').href;

async function openFile(page: Page, address: string): Promise<void> {
  await page.context().setOffline(true);
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Saves what is open as a page, and says where. */
async function save(page: Page, to: string): Promise<string> {
  await page.getByRole('button', { name: 'Help' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a page' }).click();
  await (await download).saveAs(to);
  await expect(notice(page)).toContainText(`saved as ${(await download).suggestedFilename()}`);
  return pathToFileURL(to).href;
}

test('the page in one file steps, proves and tells from a disk, without a network', async ({ page }) => {
  await openFile(page, `${built}#${story('naive')}`);
  await expect(fromHere(page)).toContainText('LEAK');
  await page.keyboard.press('Shift+ArrowRight');
  expect(await current(page)).toContain('exit');
  await page.keyboard.press('v');
  await expect(page.getByRole('row', { name: /^put-wakes / })).toContainText('Everything is freed');
  await page.keyboard.press('Escape');
  await page.keyboard.press('l');
  await page.getByRole('button', { name: /What is in use cannot be destroyed/ }).click();
  await expect(page.getByRole('banner')).toContainText('What is in use');
  expect(page.url()).toMatch(/release-graph\.html#\w/);
});

test('a saved page opens on its scenario, its step and its design, and saves another', async ({
  page,
}, info) => {
  const title = '</script><b>"Two & more"</b>';
  const fragment = fragmentOf(`# title: ${title}\n# design: v6\n# cursor: op 3 step 1\n${QUEUE}\nclose c`);
  await openFile(page, `${built}#${fragment}`);
  const there = await place(page);
  const first = await save(page, info.outputPath('first.html'));
  await openFile(page, first);
  await expect(page.getByRole('banner').getByTitle('Scenarios (l)')).toContainText(title);
  await expect(design(page, 'v6')).toHaveAttribute('aria-pressed', 'true');
  expect(await place(page)).toEqual(there);

  await design(page, '7.3').click();
  expect(page.url().startsWith(`${first}#`)).toBe(true);
  const second = await save(page, info.outputPath('second.html'));
  await openFile(page, second);
  await expect(design(page, '7.3')).toHaveAttribute('aria-pressed', 'true');
  await expect(verdict(page)).toHaveText('FREED');
  await expect(fromHere(page)).toContainText('FREED');
  const of = async (file: string) =>
    (await readFile(info.outputPath(file), 'utf8')).replace(/(name="scenario" content=")[^"]*/, '$1');
  expect((await of('second.html')) === (await of('first.html'))).toBe(true);
});

test('what a saved page carries is read as any link is: a damaged one is said to be damaged', async ({
  page,
}, info) => {
  await openFile(page, `${built}#${story('naive')}`);
  const file = info.outputPath('damaged.html');
  await save(page, file);
  const html = await readFile(file, 'utf8');
  await writeFile(file, html.replace(/(name="scenario" content="[^"]*)..(")/, '$1$2'));
  await openFile(page, pathToFileURL(file).href);
  await expect(notice(page)).toContainText('damaged or cut short');
  await expect(page.getByText('open > c').first()).toBeVisible();
});

test.describe('from a server', () => {
  const port = process.env.E2E_PORT ?? '4319';
  test.use({ baseURL: `http://127.0.0.1:${port}/some/where/` });

  test('the app saves the page that lies beside it, with what is open', async ({ page, browser }, info) => {
    await open(page, story('v6', 3));
    const there = await place(page);
    const file = await save(page, info.outputPath('saved.html'));
    const elsewhere = await browser.newContext({ offline: true });
    const other = await elsewhere.newPage();
    await other.goto(file);
    await expect(design(other, 'v6')).toHaveAttribute('aria-pressed', 'true');
    expect(await place(other)).toEqual(there);
    await elsewhere.close();
  });
});
