import type { Locator, Page } from '@playwright/test';
import { drawing, node, open, operations, place, story, tab } from './page.ts';
import { expect, test } from './watched.ts';

/** What the keyboard is at inside the drawing. */
async function active(page: Page): Promise<Locator> {
  const id = await drawing(page).getAttribute('aria-activedescendant');
  return page.locator(`[id="${id}"]`);
}
const outside = async (page: Page) => expect(drawing(page)).not.toHaveAttribute('aria-activedescendant');
const told = (page: Page): Locator => page.getByRole('tooltip');
const edge = (page: Page, name: RegExp): Locator => drawing(page).getByRole('img', { name });

const QUEUE_EDGE = /^hw_queue 7 holds access 8/;
const SAYS =
  /^hw_queue 7 holds access 8.* \(hw_queue->access\); taken in \w+, step \d+; put by iommufd_hw_queue_destroy/;

/** Walks by keyboard until it is at what has this name. */
async function walkTo(page: Page, name: RegExp, keys: readonly string[]): Promise<void> {
  for (let i = 0; i < 40; i++) {
    if (name.test((await (await active(page)).getAttribute('aria-label')) ?? '')) return;
    await page.keyboard.press(keys[i % keys.length] ?? '');
  }
  throw new Error(`no way to ${name} from ${await (await active(page)).getAttribute('aria-label')}`);
}

test('the drawing is one stop of Tab, and keeps the keys of the page until Enter goes inside', async ({
  page,
}) => {
  await open(page, story('7.3', 4));
  await drawing(page).focus();
  const { at } = await place(page);
  await page.keyboard.press('ArrowRight');
  expect((await place(page)).at).toBe(at + 1);
  await outside(page);

  await page.keyboard.press('Enter');
  await expect(await active(page)).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  expect((await place(page)).at).toBe(at + 1);

  await page.keyboard.press('Escape');
  await outside(page);
  await expect(drawing(page)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  expect((await place(page)).at).toBe(at);

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await outside(page);
  expect(await page.evaluate(() => document.activeElement?.closest('.graph-drawing'))).toBeNull();
});

test('inside, the focus says kind, ID, name, state and counts; Enter selects; the menu opens at it', async ({
  page,
}) => {
  await open(page, story('naive'));
  await drawing(page).focus();
  await page.keyboard.press('Enter');
  await walkTo(page, /^hw_queue 7, q0, alive, users 1/, ['ArrowRight']);
  const id = await drawing(page).getAttribute('aria-activedescendant');
  await expect(node(page, 'hw_queue')).toHaveAttribute('id', id ?? '');
  await expect(node(page, 'hw_queue')).toHaveAccessibleDescription(/ictx holds hw_queue 7 in its xarray/);
  await page.keyboard.press('Enter');
  await expect(drawing(page).locator('[data-selected]')).toContainText('hw_queue');

  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: 'destroy q0' })).toBeFocused();
  const menu = await page.getByRole('menu').boundingBox();
  const box = await node(page, 'hw_queue').locator('.body').boundingBox();
  expect(Math.abs((menu?.x ?? 0) - (box?.x ?? 0))).toBeLessThan(60);
  await page.keyboard.press('Escape');
  await expect(drawing(page)).toBeFocused();
  await expect(await active(page)).toHaveAccessibleName(/^hw_queue 7/);
});

test('a reference says the same when the keyboard comes to it, when it is pointed at and when it is clicked', async ({
  page,
}) => {
  await open(page, story('naive'));
  await node(page, 'hw_queue').click();
  await drawing(page).focus();
  await page.keyboard.press('Enter');
  await walkTo(page, QUEUE_EDGE, ['.']);
  await expect(await active(page)).toHaveAccessibleName(SAYS);
  const words = await told(page).innerText();
  expect(words).toMatch(/hw_queue->access[\s\S]*taken in [\s\S]*put by iommufd_hw_queue_destroy/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(told(page)).toHaveCount(0);

  const hit = edge(page, QUEUE_EDGE).locator('.hit');
  await hit.dispatchEvent('pointerover', { bubbles: true });
  await expect(told(page)).toHaveText(words.replaceAll('\n', ''));
});

test('what is clicked or tapped goes on saying what it is until something else is', async ({ page }) => {
  await open(page, story('naive'));
  const line = edge(page, QUEUE_EDGE);
  const at = await line.locator('.hit').evaluate((path: SVGPathElement) => {
    const { x, y } = path
      .getPointAtLength(path.getTotalLength() / 3)
      .matrixTransform(path.getScreenCTM() ?? undefined);
    return { x, y };
  });
  await page.mouse.move(at.x, at.y);
  await expect(told(page)).toContainText('hw_queue 7 holds access 8');
  await page.mouse.click(at.x, at.y);
  await page.mouse.move(5, 5);
  await expect(told(page)).toContainText('hw_queue 7 holds access 8');
  await expect(line).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('region', { name: /^Ledger/ })).toContainText('access 8');
  await page.keyboard.press('Escape');
  await expect(told(page)).toHaveCount(0);
});

test('a dot says which reference it is, a hollow one that none explains it', async ({ page }) => {
  await open(page, story('naive'));
  const dot = node(page, 'access').locator('[data-pip="r"]').first();
  await dot.hover();
  await expect(told(page)).toContainText('hw_queue 7 holds access 8');
  await dot.click();
  await page.mouse.move(5, 5);
  await expect(told(page)).toContainText('hw_queue->access');
  await node(page, 'viommu').click();
  await page.mouse.move(5, 5);
  await expect(told(page)).toHaveCount(0);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });
  test('a tap on a dot says what it is', async ({ page }) => {
    await open(page, story('naive'));
    await node(page, 'access').locator('[data-pip="r"]').first().tap();
    await expect(told(page)).toContainText('hw_queue 7 holds access 8');
  });
});

test('the place of the keyboard is in view and can be seen, however close one looks', async ({ page }) => {
  await open(page, story('naive'));
  for (const zoom of ['Zoom in', 'Zoom out']) {
    for (let i = 0; i < 8; i++) await page.getByRole('button', { name: zoom }).click();
    await drawing(page).focus();
    await page.keyboard.press('Enter');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowUp']) {
      await page.keyboard.press(key);
      await expect(async () => {
        const room = await drawing(page).boundingBox();
        const box = await (await active(page)).locator('.body').boundingBox();
        if (!room || !box) throw new Error('not drawn');
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        expect(x > room.x && x < room.x + room.width).toBe(true);
        expect(y > room.y && y < room.y + room.height).toBe(true);
      }).toPass({ timeout: 20_000 });
    }
    await expect(drawing(page).locator('.walk-ring')).toHaveCSS('vector-effect', 'non-scaling-stroke');
    await page.keyboard.press('Escape');
  }
});

test('the first stops of Tab skip to the graph and to the operations', async ({ page }) => {
  await open(page, story('naive'));
  const skip = page.getByRole('navigation', { name: 'Skip' });
  await page.keyboard.press('Tab');
  const toGraph = skip.getByRole('button', { name: 'Skip to the graph' });
  await expect(toGraph).toBeFocused();
  await expect(toGraph).toHaveCSS('clip-path', 'none');
  await page.keyboard.press('Enter');
  await expect(drawing(page)).toBeFocused();
  // The panel comes after the first picture.
  await expect(page.locator('.op-text[aria-current]')).toBeVisible();
  await skip.getByRole('button', { name: 'Skip to the operations' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.op-text[aria-current]')).toBeFocused();
});

test('the focus comes back from every dialog, to the drawing as to a button', async ({ page }) => {
  await open(page, story('naive'));
  const first = operations(page).first().getByRole('button').first();
  for (const from of [drawing(page), first])
    for (const key of ['l', 'v', 'r', 'e', 'd', '?', 'Control+k']) {
      await from.focus();
      await page.keyboard.press(key);
      const dialog = page.getByRole('dialog');
      await expect(dialog.locator(':focus')).toHaveCount(1);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      await expect(from, `after ${key}`).toBeFocused();
    }
  const help = page.getByRole('button', { name: 'Help' });
  await help.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'How faithful is this?' }).click();
  await expect(page.getByRole('dialog', { name: 'How faithful is this?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeFocused();
});

test('the focus comes back from a form, whether it is filled or left', async ({ page }) => {
  await open(page, story('naive'));
  const destroy = page.getByRole('button', { name: 'destroy', exact: true });
  await destroy.focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'New destroy' });
  await expect(form.locator(':focus')).toHaveCount(1);
  await form.getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Enter');
  await expect(destroy).toBeFocused();
  const row = operations(page).nth(2).getByRole('button').first();
  await row.focus();
  await page.keyboard.press('F2');
  await expect(page.getByRole('form').locator(':focus')).toHaveCount(1);
  await page.getByRole('form').getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Enter');
  await expect(row).toBeFocused();
});

test('after an operation is deleted the focus is at the next, and after the last at the one before', async ({
  page,
}) => {
  await open(page, story('naive'));
  const row = (nth: number) => operations(page).nth(nth).locator('.op-text');
  await row(6).focus();
  await page.keyboard.press('Delete');
  await expect(row(6)).toHaveText('close c');
  await expect(row(6)).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(operations(page).locator('.op-text:focus')).toHaveCount(1);
  await row(2).focus();
  await operations(page)
    .nth(2)
    .getByRole('button', { name: /^Delete/ })
    .focus();
  await page.keyboard.press('Enter');
  await expect(row(2)).toBeFocused();
});

test('when a part that has the focus goes away, it goes to what is nearest', async ({ page }) => {
  await open(page);
  await page.keyboard.press('t');
  const tour = page.getByRole('region', { name: 'Tour' });
  await tour.getByRole('button').first().focus();
  await page.keyboard.press('Escape');
  await expect(tour).toHaveCount(0);
  await expect(page.locator('main :focus')).toHaveCount(1);
  await tab(page, 'Objects').click();
  await page.getByRole('button', { name: 'hw_queue 7', exact: true }).focus();
  await page.setViewportSize({ width: 500, height: 800 });
  await expect(page.locator('aside :focus, main :focus')).toHaveCount(1);
});
