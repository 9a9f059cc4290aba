import {
  banner,
  current,
  design,
  fragmentOf,
  open,
  operations,
  place,
  QUEUE,
  slider,
  story,
  transport,
  verdict,
  walk,
} from './page.ts';
import { expect, test } from './watched.ts';

const button = (page: Parameters<typeof transport>[0], name: string) =>
  transport(page).getByRole('button', { name, exact: true });

test('arrows step, with Shift by operation, Home and End go to the ends; the buttons do the same', async ({
  page,
}) => {
  await open(page);
  const start = (await place(page)).at;
  const moves: [key: string, name: string][] = [
    ['ArrowRight', 'Step'],
    ['ArrowLeft', 'Step back'],
    ['Shift+ArrowLeft', 'Operation back'],
    ['Shift+ArrowLeft', 'Operation back'],
    ['Shift+ArrowRight', 'Operation forward'],
    ['End', 'To the end'],
    ['Home', 'To the beginning'],
  ];
  const byKey: number[] = [];
  for (const [key] of moves) {
    await page.keyboard.press(key);
    byKey.push((await place(page)).at);
  }
  expect(byKey.slice(0, 2)).toEqual([start + 1, start]);
  expect(byKey.slice(-2)).toEqual([(await place(page)).end, 0]);
  expect(await current(page)).toBe('open > c');

  await page.reload();
  const byButton: number[] = [];
  for (const [, name] of moves) {
    await button(page, name).click();
    byButton.push((await place(page)).at);
  }
  expect(byButton).toEqual(byKey);
  await expect(button(page, 'Step back')).toBeDisabled();
});

test('no node moves by a pixel, at any step, in any of the designs, nor when the design flips', async ({
  page,
}) => {
  await open(page);
  const places = new Map<string, Set<string>>();
  for (const name of ['naive', 'v6', '7.3']) {
    await design(page, name).click();
    await page.keyboard.press('Home');
    for (const { boxes } of await walk(page, 'ArrowRight'))
      for (const [key, box] of boxes) places.set(key, (places.get(key) ?? new Set()).add(box));
  }
  expect([...places].filter(([, boxes]) => boxes.size > 1)).toEqual([]);
  expect(places.size).toBe(10);
});

test('all the way back shows what all the way forward showed, to the last word', async ({ page }) => {
  await open(page, fragmentOf(`# design: naive\n# cursor: op 0 step 0\n${QUEUE}\nclose c`));
  // What is loaded later is there before the first step is looked at.
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Function known from')).toBeVisible();
  await expect(banner(page).getByText('recorded on 7.3.4')).toBeVisible();
  await page.keyboard.press('Home');
  const forward = await walk(page, 'ArrowRight');
  const back = await walk(page, 'ArrowLeft');
  expect(forward.length).toBe((await place(page)).end + 1);
  expect(back.map(({ picture }) => picture).reverse()).toEqual(forward.map(({ picture }) => picture));
});

test('over steps past what the next function calls, out leaves the function; keys and buttons agree', async ({
  page,
}) => {
  // The release is about to destroy the first object of its sweep.
  await open(page, story('7.3', 5));
  const stack = page.getByRole('region', { name: /^Stack/ });
  const depth = () => stack.getByRole('listitem').count();
  const start = { ...(await place(page)), depth: await depth() };
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await depth()).toBeGreaterThan(start.depth);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');

  await page.keyboard.press('ArrowDown');
  const over = (await place(page)).at;
  expect(over).toBeGreaterThan(start.at + 10);
  await page.keyboard.press('ArrowUp');
  const out = (await place(page)).at;
  expect(out).toBeGreaterThan(over);
  expect(await current(page)).toBe('close c');

  await page.reload();
  await stack.getByRole('button', { name: 'over' }).click();
  expect((await place(page)).at).toBe(over);
  await stack.getByRole('button', { name: 'out' }).click();
  expect((await place(page)).at).toBe(out);
});

test('Space plays and pauses, at the speed that is chosen, and play at the end begins anew', async ({
  page,
}) => {
  await open(page, story('7.3'));
  await transport(page).getByRole('combobox', { name: 'Speed' }).selectOption('30/s');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  const { at } = await place(page);
  await page.keyboard.press('Space');
  await expect(button(page, 'Pause')).toBeVisible();
  await expect.poll(async () => (await place(page)).at).toBeGreaterThan(at + 3);
  await page.keyboard.press('Space');
  await expect(button(page, 'Play')).toBeVisible();
  const paused = (await place(page)).at;
  await page.waitForTimeout(200);
  expect((await place(page)).at).toBe(paused);

  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await button(page, 'Play').click();
  await expect(button(page, 'Play')).toBeVisible();
  const { at: last, end } = await place(page);
  expect(last).toBe(end);
  await button(page, 'Play').click();
  await expect.poll(async () => (await place(page)).at).toBeLessThan(end);
  await button(page, 'Pause').click();
});

test('the slider scrubs by mouse and by key, and leaves the other keys to the page', async ({ page }) => {
  await open(page);
  const box = await slider(page).boundingBox();
  if (!box) throw new Error('no slider');
  await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height / 2, { steps: 12 });
  await page.mouse.up();
  const { at, end } = await place(page);
  expect(Math.abs(at - end * 0.25)).toBeLessThan(3);
  await expect(slider(page)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  expect((await place(page)).at).toBe(at + 1);
  await expect(slider(page)).toHaveAttribute('aria-valuetext', new RegExp(`^Step ${at + 1} of ${end}\\. `));
  await page.keyboard.press('x');
  await expect(design(page, 'v6')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Shift+ArrowRight');
  expect((await place(page)).at).toBeGreaterThan(at + 2);
});

test('a row of the operations goes to before that operation', async ({ page }) => {
  await open(page);
  for (const text of ['viommu_alloc c dev=dev hwpt=hp > vi', 'open > c', 'exit', 'close c']) {
    await operations(page).getByRole('button', { name: text }).first().click();
    expect(await current(page)).toContain(text);
  }
  await expect(operations(page).filter({ hasText: 'exit' })).toHaveAttribute('data-place', 'ahead');
});

test('the step beside a holder in the ledger, and beside a line of the log, goes there', async ({ page }) => {
  await open(page);
  const ledger = page.getByRole('region', { name: /^Ledger/ });
  const link = ledger.getByRole('row', { name: /access->ictx/ }).getByRole('button');
  const frame = Number(await link.innerText());
  await link.click();
  expect((await place(page)).at).toBe(frame);
  await expect(page.getByRole('contentinfo')).toContainText('access 8 takes its context file reference');

  await open(page, fragmentOf(`# design: no-area-lock\n${QUEUE}\nioas_unmap c ioas=io all=1\nclose c`));
  await expect(verdict(page)).toHaveText('WARN');
  const line = page.getByRole('region', { name: 'Kernel log' }).getByRole('listitem').first();
  await expect(line).toContainText('WARNING');
  const logged = Number(await line.getByRole('button').innerText());
  await line.getByRole('button').click();
  expect((await place(page)).at).toBe(logged);
});
