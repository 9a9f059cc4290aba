import { fragmentOf, open, operations, story } from './page.ts';
import { expect, test } from './watched.ts';

test('all states are a picture, and each opens in the stepper: by a click, or the counterexample by keyboard', async ({
  page,
}) => {
  await open(page, story('naive'));
  await page.keyboard.press('v');
  await page.getByRole('button', { name: 'Picture of all states' }).click();
  const picture = page.getByRole('dialog', { name: 'All states in naive' });
  await expect(picture.getByRole('list', { name: 'States' })).toContainText('15 states');
  const canvas = picture.getByRole('img', { name: /^All states/ });
  const box = await canvas.boundingBox();
  if (!box) throw new Error('there is no picture');
  const pointed = picture.getByText(/^(The start|After|Point at)/);
  // The start stands in the middle, above everything else.
  let y = 2;
  for (; y < box.height && !/^The start/.test((await pointed.textContent()) ?? ''); y += 4)
    await page.mouse.move(box.x + box.width / 2, box.y + y);
  await page.mouse.click(box.x + box.width / 2, box.y + y - 4);
  await expect(picture).toBeHidden();
  await expect(operations(page).filter({ hasText: 'close c' })).toHaveCount(0);

  await page.keyboard.press('v');
  await page.getByRole('button', { name: 'Picture of all states' }).click();
  await picture.getByRole('button', { name: 'close c' }).press('Enter');
  await expect(operations(page).filter({ hasText: 'close c' })).toHaveCount(1);
});

test('ten thousand states are moved without a frame that is late for long', async ({ page }) => {
  const text = ['open > c', ...Array.from({ length: 13 }, (_, i) => `ioas_alloc c > io${i}`)].join('\n');
  await open(page, fragmentOf(text));
  await page.keyboard.press('v');
  await page.getByRole('button', { name: 'Picture of all states' }).click({ timeout: 60_000 });
  const canvas = page.getByRole('img', { name: /^All states/ });
  await expect(page.getByRole('list', { name: 'States' })).toContainText('8,194 states', { timeout: 60_000 });
  const watched = canvas.evaluate(
    (picture) =>
      new Promise<{ taken: number[]; isMoved: boolean }>((done) => {
        const taken: number[] = [];
        let isMoved = false;
        let last = performance.now();
        const see = (now: number) => {
          taken.push(now - last);
          last = now;
          isMoved ||= picture.style.transform.startsWith('translate');
          if (taken.length < 60) requestAnimationFrame(see);
          else done({ taken: taken.slice(5), isMoved });
        };
        requestAnimationFrame(see);
      }),
  );
  const box = await canvas.boundingBox();
  if (!box) throw new Error('there is no picture');
  await page.mouse.move(box.x + 200, box.y + 200);
  await page.mouse.down();
  for (let i = 0; i < 60; i++) await page.mouse.move(box.x + 200 + i * 3, box.y + 200 + i);
  await page.mouse.up();
  const { taken, isMoved } = await watched;
  expect(isMoved).toBe(true);
  taken.sort((a, b) => a - b);
  console.log(
    `milliseconds a frame while 8,194 states are moved: median ${taken[taken.length >> 1]?.toFixed(1)}`,
  );
});
