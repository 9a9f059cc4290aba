import type { Page } from '@playwright/test';
import {
  current,
  design,
  drawn,
  fragmentOf,
  notice,
  open,
  operations,
  place,
  QUEUE,
  story,
  tab,
  textField,
} from './page.ts';
import { expect, test } from './watched.ts';

const fragment = (page: Page) => new URL(page.url()).hash.slice(1);
const library = (page: Page) => page.getByRole('dialog', { name: 'Scenarios' });

async function openLibrary(page: Page): Promise<void> {
  await page.getByRole('banner').getByTitle('Scenarios (l)').click();
  await expect(library(page)).toBeVisible();
}

async function paste(page: Page, text: string): Promise<void> {
  await openLibrary(page);
  await library(page).getByRole('textbox', { name: 'Paste a link' }).fill(text);
  await library(page).getByRole('button', { name: 'Open', exact: true }).click();
  await expect(library(page)).toHaveCount(0);
}

test('a copied link opens elsewhere on the same step of the same scenario in the same design', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await design(page, '7.3').click();
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(notice(page)).toContainText('Link to this step copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#[A-Za-z0-9._~-]*[A-Za-z0-9]$/);
  expect(link.startsWith(baseURL ?? '?')).toBe(true);

  const elsewhere = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const other = await elsewhere.newPage();
  await other.goto(link);
  await expect(design(other, '7.3')).toHaveAttribute('aria-pressed', 'true');
  expect(await place(other)).toEqual(await place(page));
  expect(await current(other)).toBe('close c');
  expect(await drawn(other)).toEqual(await drawn(page));
  expect(other.url()).toBe(link);
  await elsewhere.close();
});

test('where the browser refuses to copy, the link is there to be copied by hand', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await page.keyboard.press('y');
  const field = page
    .getByRole('dialog', { name: 'Link to this step' })
    .getByRole('textbox', { name: 'Link' });
  await expect(field).toBeFocused();
  const link = await field.inputValue();
  expect(
    await field.evaluate((one: HTMLInputElement) => (one.selectionEnd ?? 0) - (one.selectionStart ?? 0)),
  ).toBe(link.length);
  await page.keyboard.press('Escape');
  await page.goto(link);
  expect(await current(page)).toBe('close c');
});

test('a link that is opened stays as it came; an edit or another design replaces it, a step does not', async ({
  page,
}) => {
  const link = story('naive');
  await open(page, link);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  expect(fragment(page)).toBe(link);
  const entries = await page.evaluate(() => history.length);
  await page.keyboard.press('x');
  const flipped = fragment(page);
  expect(flipped).not.toBe(link);
  await page.reload();
  await expect(design(page, 'v6')).toHaveAttribute('aria-pressed', 'true');
  expect(fragment(page)).toBe(flipped);
  await operations(page).first().getByRole('button').first().focus();
  await page.keyboard.press('Delete');
  expect(fragment(page)).not.toBe(flipped);
  expect(await page.evaluate(() => history.length)).toBe(entries);
});

test('a scenario from the library is one step back from where one was, and forward again', async ({
  page,
}) => {
  await open(page);
  const title = page.getByRole('banner').getByTitle('Scenarios (l)');
  const seed = await title.innerText();
  await openLibrary(page);
  const busy = library(page)
    .getByRole('list', { name: 'Refusals and failures' })
    .getByRole('button', { name: /What is in use cannot be destroyed/ });
  await busy.click();
  await expect(title).toContainText('What is in use');
  await page.goBack();
  await expect(title).toHaveText(seed);
  expect(await current(page)).toBe('close c');
  await page.goForward();
  await expect(title).toContainText('What is in use');
  await openLibrary(page);
  await library(page).getByRole('button', { name: 'Start empty' }).click();
  await expect(title).toContainText('Untitled scenario');
  await expect(operations(page)).toHaveCount(1);
  await page.goBack();
  await expect(title).toContainText('What is in use');
});

test('what can be read of a damaged link is shown, and what cannot is said', async ({ page }) => {
  const link = fragmentOf(
    `# title: Two queues on one viommu\n${QUEUE}\nhw_queue_alloc c viommu=vi index=1 > q1\n`,
  );
  await open(page, link.slice(0, -3));
  await expect(operations(page).nth(7)).toContainText('hw_queue_alloc c viommu=vi index=1 > q1');
  await expect(notice(page)).toContainText('damaged or cut short');
  await open(page, link.slice(0, 8));
  await expect(notice(page)).toContainText('damaged or cut short');
  await expect(operations(page).first()).toContainText('open > c');
  await notice(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice(page)).toHaveText('');
});

test('a link that is none leaves the page on its first scenario, and says so', async ({ page }) => {
  await open(page, '!!rubbish/%00<b>');
  await expect(notice(page)).not.toHaveText('');
  expect(await current(page)).toBe('close c');
  await expect(design(page, 'naive')).toHaveAttribute('aria-pressed', 'true');
  await open(page, 'zzzz');
  await expect(notice(page)).toContainText('A link begins with');
  expect(await current(page)).toBe('close c');
});

test('a link opens as a mail has quoted, wrapped and escaped it', async ({ page, baseURL }) => {
  await open(page);
  const link = `${baseURL}#${fragmentOf(`# title: From a mail\n# design: v6\n# cursor: op 3 step 0\n${QUEUE}\nclose c`)}`;
  const cut = link.length - 12;
  const title = page.getByRole('banner').getByTitle('Scenarios (l)');
  for (const text of [
    `> > <${link.slice(0, cut)}\n> > ${link.slice(cut)}>`,
    encodeURI(link).replaceAll('.', '%2E'),
    `Look at ${link}\nand say what you think.`,
  ]) {
    await open(page);
    await page.reload();
    await paste(page, text);
    await expect(title).toContainText('From a mail');
    await expect(notice(page)).toHaveText('');
    await expect(design(page, 'v6')).toHaveAttribute('aria-pressed', 'true');
    expect(await current(page)).toContain('hwpt_alloc');
  }
  await tab(page, 'Text').click();
  await expect(textField(page)).toHaveValue(/^# title: From a mail\n/);
});
