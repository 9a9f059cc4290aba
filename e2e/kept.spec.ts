import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { fragmentOf, notice, open, QUEUE, story, tab, textField } from './page.ts';
import { expect, test } from './watched.ts';

const library = (page: Page) => page.getByRole('dialog', { name: 'Scenarios' });
const list = (page: Page, name: 'Saved' | 'Recent') =>
  library(page).getByRole('list', { name, exact: true }).getByRole('listitem');
const said = (page: Page) => library(page).getByRole('status', { name: 'Kept' });

async function openLibrary(page: Page): Promise<void> {
  await page.keyboard.press('l');
  await expect(library(page)).toBeVisible();
}

async function save(page: Page, name: string): Promise<void> {
  await openLibrary(page);
  await library(page).getByRole('textbox', { name: 'Save this scenario as' }).fill(name);
  await library(page).getByRole('button', { name: 'Save', exact: true }).click();
}

test('a scenario is saved under a name, opened after a visit to another, and deleted', async ({ page }) => {
  await open(page, story('naive'));
  await save(page, 'For the reply');
  await expect(said(page)).toContainText('Saved in this browser as “For the reply”');
  await expect(page.locator('.bar')).toContainText('For the reply');
  await page.goto('about:blank');
  await open(page, fragmentOf('# title: Empty handed\n# design: 7.3\nopen > c'));
  await openLibrary(page);
  await expect(list(page, 'Saved')).toHaveCount(1);
  await list(page, 'Saved')
    .getByRole('button', { name: /For the reply/ })
    .first()
    .click();
  await expect(library(page)).toBeHidden();
  await tab(page, 'Text').click();
  await expect(textField(page)).toHaveValue(new RegExp(QUEUE.split('\n').at(-1) ?? ''));
  await openLibrary(page);
  await list(page, 'Saved').getByRole('button', { name: 'Delete For the reply' }).click();
  await expect(list(page, 'Saved')).toHaveCount(0);
  await said(page).getByRole('button', { name: 'Undo' }).click();
  await expect(said(page)).toContainText('“For the reply” is back.');
  await expect(list(page, 'Saved')).toHaveCount(1);
});

test('one key saves under the title, and the palette finds it', async ({ page }) => {
  await open(page, fragmentOf('# title: Two contexts\n# design: 7.3\nopen > a\nopen > b'));
  await page.keyboard.press('Control+s');
  await expect(notice(page)).toContainText('Saved in this browser as “Two contexts”');
  await open(page, story('v6'));
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'What to do' }).fill('yours two contexts');
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('saved');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('banner')).toContainText('Two contexts');
});

test('what was open and edited last is among the recent ones, however one left it', async ({ page }) => {
  await open(page, fragmentOf('# title: Opened\n# design: 7.3\nopen > c'));
  await tab(page, 'Text').click();
  await textField(page).fill('# title: Edited\n# design: 7.3\nopen > c\nioas_alloc c > io\n');
  await page.goto('about:blank');
  await open(page);
  await openLibrary(page);
  await library(page).getByText('Recent', { exact: false }).first().click();
  await expect(list(page, 'Recent').nth(0)).toContainText('Edited');
  await expect(list(page, 'Recent').nth(1)).toContainText('Opened');
});

test('what two tabs edit is kept, both', async ({ page, context }) => {
  const other = await context.newPage();
  const one = fragmentOf('# title: One\n# design: 7.3\nopen > c');
  await open(page, one);
  await open(other, one);
  for (const [tabPage, title] of [
    [page, 'Mine'],
    [other, 'Theirs'],
  ] as const) {
    // A tab in the background is given no frames.
    await tabPage.bringToFront();
    await tab(tabPage, 'Text').click();
    await textField(tabPage).fill(`# title: ${title}\n# design: 7.3\nopen > c\nioas_alloc c > io\n`);
  }
  await page.bringToFront();
  await tab(page, 'Operations').click();
  await openLibrary(page);
  await library(page).getByText('Recent', { exact: false }).first().click();
  await expect(list(page, 'Recent').filter({ hasText: 'Mine' })).toHaveCount(1);
  await expect(list(page, 'Recent').filter({ hasText: 'Theirs' })).toHaveCount(1);
  // A list that is open follows what the other tab does.
  await other.bringToFront();
  await other.keyboard.press('Escape');
  await tab(other, 'Operations').click();
  await save(other, 'Saved over there');
  await expect(list(page, 'Saved')).toContainText(['Saved over there']);
  // Both have the library open: what the one reads is no news for the other.
  const heard = await page.evaluate(async () => {
    let events = 0;
    window.addEventListener('storage', () => events++);
    await new Promise((done) => setTimeout(done, 1000));
    return events;
  });
  expect(heard).toBeLessThan(5);
});

test('all of it goes into a file and comes out of it elsewhere; another file is refused in a sentence', async ({
  page,
  browser,
  baseURL,
}) => {
  await open(page, story('naive'));
  await save(page, 'Carried');
  const waiting = page.waitForEvent('download');
  await library(page).getByRole('button', { name: 'Export all' }).click();
  const file = await (await waiting).path();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ saved: [{ name: 'Carried' }] });

  const elsewhere = await browser.newPage({ baseURL: baseURL ?? '' });
  await open(elsewhere);
  await openLibrary(elsewhere);
  const field = library(elsewhere).getByLabel('Import', { exact: true });
  await field.setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await expect(said(elsewhere)).toContainText('The file is not an export');
  await field.setInputFiles(file);
  // What was saved, what was opened, and that under its new name.
  await expect(said(elsewhere)).toContainText('3 of 3 were imported.');
  await expect(list(elsewhere, 'Saved')).toContainText(['Carried']);
  await elsewhere.close();
});

test('a time that cannot be, in a file or in the storage, does no harm', async ({ page }) => {
  const at = 8_640_000_000_000_001;
  await page.addInitScript((time) => localStorage.setItem('release-graph.saved 1anaf x', String(time)), at);
  await open(page);
  await openLibrary(page);
  const entry = { link: story('naive'), name: 'x', at };
  const text = JSON.stringify({ format: 'release-graph scenarios', version: 1, saved: [entry] });
  const field = library(page).getByLabel('Import', { exact: true });
  await field.setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(said(page)).toContainText('Number 1 in “saved” does not say when it was kept');
  await expect(list(page, 'Saved')).toHaveCount(0);
});

test('a storage that is full still shows, opens and deletes what it has, and says what it cannot keep', async ({
  page,
}) => {
  await open(page, story('naive'));
  await save(page, 'Precious');
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await library(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(said(page)).toContainText('no room left');
  await expect(list(page, 'Saved')).toContainText(['Precious']);
  await library(page).getByRole('button', { name: 'Delete Precious' }).click();
  await expect(list(page, 'Saved')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('x');
  await expect(notice(page)).toContainText('What you edit is not kept. This browser has no room left');
});

test('a text that is not right yet is back after a reload', async ({ page }) => {
  await open(page, story('naive'));
  await tab(page, 'Text').click();
  await textField(page).fill('open > c\nioas_al');
  await page.reload();
  await expect(notice(page)).toContainText('Your unfinished text is back');
  await tab(page, 'Text').click();
  await expect(textField(page)).toHaveValue('open > c\nioas_al');
});

test('a browser that refuses to keep anything is said to, and all else works', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('refused', 'QuotaExceededError');
    };
  });
  await open(page, story('naive'));
  await page.keyboard.press('Control+s');
  await expect(notice(page)).toContainText('This browser does not let the page keep anything; a link does.');
  await openLibrary(page);
  await expect(library(page)).toContainText('This browser does not let the page keep anything');
  await expect(library(page).getByRole('button', { name: 'Export all' })).toHaveCount(0);
});
