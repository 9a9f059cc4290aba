import type { Locator, Page } from '@playwright/test';
import { drawing, layer, node, open, pointed, scale, story } from './page.ts';
import { expect, test } from './watched.ts';

/** Pulls from the middle of something; what a pointer does comes with the first pointer on the page. */
async function pull(page: Page, from: Locator, by: readonly [x: number, y: number]): Promise<void> {
  const box = await from.boundingBox();
  if (!box) throw new Error('there is nothing to pull');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by[0], y + by[1], { steps: 4 });
  await page.mouse.up();
}

async function left(one: Locator): Promise<number> {
  return Math.round((await one.boundingBox())?.x ?? Number.NaN);
}

async function opened(page: Page): Promise<void> {
  await open(page, story('naive', 40));
  await pointed(page);
}

test('the wheel and the buttons zoom about one scale, and Fit goes back', async ({ page }) => {
  await opened(page);
  const first = await scale(page);
  await page.mouse.wheel(0, -200);
  await expect.poll(() => scale(page)).toBeGreaterThan(first);
  const second = await scale(page);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(() => scale(page)).toBeGreaterThan(second);
  const third = await scale(page);
  // A wheel goes on from where the button has left it.
  await page.mouse.move(700, 300);
  await page.mouse.wheel(0, -1);
  await expect.poll(() => scale(page)).toBeGreaterThan(third);
  expect(await scale(page)).toBeLessThan(third * 1.1);
  for (let i = 0; i < 20; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
  expect(await scale(page)).toBe(4);
  await page.getByRole('button', { name: 'Fit the graph into view' }).click();
  await expect(layer(page)).not.toHaveAttribute('transform', /scale\(4\)/);
});

test('a node is dragged under the pointer at any scale, stays there, and is given back by a double click', async ({
  page,
}) => {
  await opened(page);
  await page.getByRole('button', { name: 'Zoom out' }).click();
  const one = node(page, /hw_queue/);
  // The drawing glides to its new scale.
  await one.click({ trial: true });
  const before = await left(one);
  await pull(page, one, [-90, 0]);
  await expect.poll(() => left(one)).toBe(before - 90);
  await page.keyboard.press('ArrowRight');
  expect(await left(one)).toBe(before - 90);
  await one.dblclick();
  await expect.poll(() => left(one)).not.toBe(before - 90);
});

test('what the drawing stands on is pulled, and steps no longer move it', async ({ page }) => {
  await opened(page);
  const one = node(page, /hw_queue/);
  const before = await left(one);
  const box = await drawing(page).boundingBox();
  if (!box) throw new Error('there is no drawing');
  await page.mouse.move(box.x + 12, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 72, box.y + 12, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => left(one)).toBe(before + 60);
  for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowRight');
  expect(await left(one)).toBe(before + 60);
});

test('without the file of the gestures the page says nothing, and the next pointer asks again', async ({
  page,
  faults,
}) => {
  await page.route('**/gestures-*', (route) => route.abort());
  await open(page, story('naive', 40));
  await Promise.all([page.waitForEvent('requestfailed'), page.mouse.move(700, 300)]);
  await page.unroute('**/gestures-*');
  await Promise.all([page.waitForResponse(/gestures-/), page.mouse.move(710, 300)]);
  const first = await scale(page);
  await expect(async () => {
    await page.mouse.wheel(0, -200);
    expect(await scale(page)).toBeGreaterThan(first);
  }).toPass();
  faults.length = 0;
});
