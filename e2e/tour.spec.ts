import type { Page } from '@playwright/test';
import { banner, design, drawing, open, operations, place, tab, textField, verdict } from './page.ts';
import { expect, test } from './watched.ts';

const card = (page: Page) => page.getByRole('region', { name: 'Tour' });
const library = (page: Page) => page.getByRole('dialog', { name: 'Scenarios' });
const entries = (page: Page) => library(page).locator('.library button');

test('the tour tells the seed story by keyboard alone, from the leak to the design without it', async ({
  page,
}) => {
  await open(page);
  await expect(page.getByRole('button', { name: /^Take the tour/ })).toBeVisible();
  await page.keyboard.press('t');
  await expect(card(page)).toContainText('Stop 1 of 7');
  await expect(card(page)).toContainText('takes a reference on the context file');
  await expect(drawing(page).locator('[data-node][data-dim]')).not.toHaveCount(0);
  await expect(drawing(page).locator('[data-node]:not([data-dim])').first()).toBeVisible();

  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await expect(card(page)).toContainText('No process can reach the context');
  await expect(verdict(page)).toHaveText('LEAK');
  await page.keyboard.press('n');
  await expect(design(page, '7.3')).toHaveAttribute('aria-pressed', 'true');
  await expect(card(page)).toContainText('stays NULL');
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await expect(card(page)).toContainText('Stop 7 of 7');
  await expect(verdict(page)).toHaveText('FREED');
  const { at, end } = await place(page);
  expect(at).toBeGreaterThan(end - 3);
  await page.keyboard.press(']');
  await expect(card(page)).toContainText('Stop 7 of 7');
  await page.keyboard.press('[');
  await expect(card(page)).toContainText('Stop 6 of 7');
  await page.keyboard.press('Escape');
  await expect(card(page)).toHaveCount(0);
});

test('a stop has a link of its own, which opens at that stop', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: /^Take the tour/ }).click();
  await card(page).getByRole('button', { name: /Next/ }).click();
  const shown = await place(page);
  const said = await card(page).locator('p').innerText();
  // The address follows within 150 ms.
  await page.waitForTimeout(300);
  const { hash } = new URL(page.url());
  await page.keyboard.press('Escape');
  await expect.poll(() => new URL(page.url()).hash).not.toBe(hash);
  await page.goto('about:blank');
  await open(page, hash.slice(1));
  await expect(card(page).locator('p')).toHaveText(said);
  expect(await place(page)).toEqual(shown);
});

test('stepping away leaves the card, and it leads back; an edit ends the tour', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('button', { name: /^Take the tour/ })).toBeVisible();
  await page.keyboard.press('t');
  await expect(card(page)).toBeVisible();
  const { at } = await place(page);
  await page.keyboard.press('ArrowRight');
  const back = card(page).getByRole('button', { name: 'Back to this stop' });
  await expect(back).toBeVisible();
  await back.click();
  expect((await place(page)).at).toBe(at);
  await expect(back).toHaveCount(0);

  await tab(page, 'Text').click();
  await textField(page).fill(`${await textField(page).inputValue()}\nopen > d\n`);
  await expect(card(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Take the tour/ })).toHaveCount(0);
});

test('the timeline carries a flag for each stop of the design that runs', async ({ page }) => {
  await open(page);
  const flags = page.locator('.flags button');
  await expect(flags).toHaveCount(3);
  await page.keyboard.press('x');
  await page.keyboard.press('x');
  await expect(flags).toHaveCount(4);
  await flags.last().click();
  await expect(card(page)).toContainText('Stop 7 of 7');
});

test('the library is searched by words, kind, design and symptom, and says what each design comes to', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('l');
  await expect(entries(page).nth(23)).toBeAttached();
  await expect(library(page).getByRole('heading', { level: 3 })).toHaveText([
    'Where to begin',
    'Yours',
    'The cycle',
    'Lifetimes',
    'Accesses',
    'Files and processes',
    'Refusals and failures',
    'The review',
    'Bugs of the history',
  ]);
  await expect(entries(page).first()).toContainText('naive LEAK');
  await expect(entries(page).first()).toContainText('7.3 FREED');

  await library(page).getByRole('combobox', { name: 'Design' }).selectOption('v7');
  await expect(entries(page)).toHaveCount(1);
  await library(page).getByRole('combobox', { name: 'Design' }).selectOption('');
  await library(page).getByLabel('Symptom').selectOption('UAF');
  await expect(entries(page)).toHaveCount(6);
  await library(page).getByLabel('Kind').selectOption('vdevice');
  await expect(entries(page)).toHaveCount(1);
  await entries(page).first().click();
  await expect(banner(page)).toContainText('A vDEVICE outlives its device');
  await expect(operations(page).filter({ hasText: 'vdevice_alloc' })).toHaveCount(1);
  await page
    .getByRole('group', { name: 'Step', exact: true })
    .getByRole('button', { name: 'To the end' })
    .click();
  await expect(verdict(page)).toHaveText('UAF');
});

const path = (page: Page) => library(page).getByRole('region', { name: 'Where to begin' });
const inCycle = (page: Page) => library(page).getByRole('list', { name: 'The cycle' });
const count = (page: Page) => path(page).getByRole('status', { name: 'Seen of the path' });

test('the path leads on from what was seen, marks it, and forgets it', async ({ page }) => {
  await open(page);
  await page.keyboard.press('l');
  await expect(count(page)).toHaveText('0 of 12 seen');
  await expect(library(page).locator('.seen')).toHaveCount(0);
  await path(page)
    .getByRole('button', { name: /^First: A queue is live/ })
    .click();
  await expect(library(page)).toHaveCount(0);
  await page.keyboard.press('l');
  await expect(count(page)).toHaveText('1 of 12 seen');
  await expect(
    inCycle(page).getByRole('button', { name: /^A queue is live when its file is closed seen / }),
  ).toHaveCount(1);
  await page.keyboard.press('Escape');

  await page.keyboard.press('t');
  for (let stop = 1; stop < 7; stop++) await page.keyboard.press(']');
  await expect(card(page)).toContainText('Stop 7 of 7');
  await card(page)
    .getByRole('button', { name: 'Next: The queue is destroyed before the file is closed' })
    .click();
  await page.reload();
  await page.keyboard.press('l');
  await expect(count(page)).toHaveText('2 of 12 seen');
  await expect(
    inCycle(page).getByRole('button', { name: /^A queue is live .* seen, with its tour / }),
  ).toHaveCount(1);
  await expect(
    path(page).getByRole('button', { name: 'Next: Everything is destroyed by hand' }),
  ).toBeVisible();

  await path(page).getByRole('button', { name: 'Forget what was seen' }).click();
  await expect(count(page)).toHaveText('0 of 12 seen');
  await expect(library(page).locator('.seen')).toHaveCount(0);
});

test('a storage that is full, or has something else in it, harms no reading', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('release-graph.seen cycle', 'eaten');
    localStorage.setItem('release-graph.seen nobody', 'opened 1');
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await open(page);
  await page.keyboard.press('l');
  await path(page)
    .getByRole('button', { name: /^First: / })
    .click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('l');
  await expect(count(page)).toHaveText('0 of 12 seen');
});
