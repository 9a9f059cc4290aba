import {
  banner,
  current,
  design,
  drawing,
  drawn,
  node,
  open,
  operations,
  place,
  slider,
  tab,
  transport,
  verdict,
} from './page.ts';
import { expect, test } from './watched.ts';

const CHAIN = 'ictx → hw_queue 7 → access 8 → ictx';

test('it opens before the close, and the one thing to press shows the leak and its cycle in words', async ({
  page,
}) => {
  await open(page);
  await expect(design(page, 'naive')).toHaveAttribute('aria-pressed', 'true');
  expect(await current(page)).toBe('close c');
  await expect(node(page, /LEAK/)).toHaveCount(0);

  const question = page.getByRole('region', { name: 'Question' });
  await expect(question).toContainText('What is left after close?');
  await question.getByRole('button', { name: 'close c' }).click();
  await expect(verdict(page)).toHaveText('LEAK');
  await expect(banner(page)).toContainText('access 8 pins the context file');
  await expect(banner(page)).toContainText(CHAIN);
  await expect(node(page, /LEAK/)).toHaveCount(3);
  for (const name of ['ictx', 'hw_queue7', 'access8'])
    await expect(node(page, name).filter({ hasText: /LEAK/ })).toHaveCount(1);
  await expect(drawing(page)).toHaveAccessibleName(new RegExp(`LEAK.*${CHAIN}`));
  await tab(page, 'Objects').click();
  await expect(page.getByRole('list', { name: 'Objects and who holds them' })).toContainText(
    'held by access 8 (access->ictx)',
  );
});

test('the question is answered in words after the press, by the design that runs; then there is what to read next', async ({
  page,
}) => {
  await open(page);
  const question = page.getByRole('region', { name: 'Question' });
  const next = question.getByRole('group', { name: 'What next' });
  await expect(question.getByRole('button', { name: /^Watch/ })).toHaveCount(0);
  await expect(next).toHaveCount(0);
  await question.getByRole('button', { name: 'close c' }).click();
  await expect(question).toContainText('The last descriptor is closed: 2 to 1');
  await design(page, '7.3').click();
  await page.keyboard.press('End');
  await expect(question).toContainText('Everything is freed. One reference');
  await question.getByRole('button', { name: 'Back to the question' }).click();
  await expect(question.getByRole('button', { name: /^Watch it \(\d+ steps\)$/ })).toBeVisible();
  await page.keyboard.press('End');
  const title = (await next.getByRole('button', { name: /^Next: / }).innerText()).replace(/^Next: | ▸$/g, '');
  await next.getByRole('button', { name: /^Next: / }).click();
  await expect(banner(page)).toContainText(title);
  await page.keyboard.press('End');
  await next.getByRole('button', { name: 'Build your own' }).click();
  await expect(page.getByRole('region', { name: 'Begin' })).toBeVisible();
});

test('after the close the design flips at the same operation, by key and by button', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Shift+ArrowRight');
  const leaking = await current(page);
  for (const name of ['v6', '7.3', 'naive']) {
    await page.keyboard.press('x');
    await expect(design(page, name)).toHaveAttribute('aria-pressed', 'true');
    await expect(verdict(page)).toHaveText(name === 'naive' ? 'LEAK' : 'FREED');
    expect(await current(page)).toBe(leaking);
  }
  for (const name of ['7.3', 'v6', 'naive']) {
    await design(page, name).click();
    await expect(design(page, name)).toHaveAttribute('aria-pressed', 'true');
    expect(await current(page)).toBe(leaking);
  }
  await banner(page).getByRole('combobox', { name: 'Other designs' }).selectOption('ops-test');
  await expect(verdict(page)).not.toHaveText('LEAK');
  expect(await current(page)).toBe(leaking);
});

test('in the middle of the close, flipping back and forth comes back to the same micro-step', async ({
  page,
}) => {
  await open(page);
  await design(page, '7.3').click();
  for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowRight');
  const { at } = await place(page);
  expect(await current(page)).toBe('close c');
  await page.keyboard.press('x');
  await page.keyboard.press('x');
  await page.keyboard.press('x');
  expect((await place(page)).at).toBe(at);
  expect(await current(page)).toBe('close c');
});

test('7.3 runs to its end with everything freed, and shows the reference it did not count', async ({
  page,
}) => {
  await open(page);
  await design(page, '7.3').click();
  await expect(drawing(page)).toContainText('not taken, it is NULL');
  await node(page, 'access8').click();
  await expect(page.getByRole('region', { name: /^Ledger/ })).toContainText('not taken, it is NULL');
  await page.keyboard.press('End');
  await expect(verdict(page)).toHaveText('FREED');
  const nodes = await drawn(page);
  expect(nodes).toHaveLength(10);
  expect(nodes.filter(({ status }) => status !== 'freed')).toEqual([]);
  await expect(node(page, /LEAK/)).toHaveCount(0);
  await expect(transport(page).getByRole('button', { name: 'Step', exact: true })).toBeDisabled();
});

test('the verdict is a link to the step that decides it', async ({ page }) => {
  await open(page);
  const decided = /at step (\d+)/.exec(await banner(page).innerText())?.[1] ?? 'nowhere';
  await verdict(page).click();
  await expect(slider(page)).toHaveValue(decided);
  await expect(node(page, /LEAK/)).toHaveCount(3);
  await expect(operations(page).filter({ hasText: 'exit' })).toHaveAttribute('data-place', 'next');
});

test('the tour of the README: the leak, back to the question, the same close in v6 and everything freed', async ({
  page,
}) => {
  await open(page);
  const question = page.getByRole('region', { name: 'Question' });
  await question.getByRole('button', { name: 'close c' }).click();
  await expect(verdict(page)).toHaveText('LEAK');
  await question.getByRole('button', { name: 'Back to the question' }).click();
  await page.keyboard.press('x');
  await expect(design(page, 'v6')).toHaveAttribute('aria-pressed', 'true');
  expect(await current(page)).toBe('close c');
  const before = await place(page);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(verdict(page)).not.toHaveText('LEAK');
  expect(await place(page)).not.toEqual(before);
});
