import { DESIGN_NAMES } from '../src/iommufd/index.ts';
import { fromHere, open, operations, story } from './page.ts';
import { expect, test } from './watched.ts';

test('every order is tried without being asked, in each design and after each edit', async ({ page }) => {
  await open(page);
  const chip = fromHere(page);
  await expect(chip).toContainText('in 4 of 36 teardown orders, first by close c');
  await expect(chip).toContainText('15 states');
  await page.keyboard.press('x');
  await page.keyboard.press('x');
  await expect(chip).toContainText('in all 36 teardown orders');
  await page.getByRole('button', { name: 'open', exact: true }).click();
  await page.getByRole('button', { name: /^Add/ }).click();
  await expect(chip).toContainText(/in all [\d,]{3,} teardown orders/);
});

test('a counterexample opens in the stepper, and every design has its row', async ({ page }) => {
  await open(page);
  await page.keyboard.press('v');
  const dialog = page.getByRole('dialog', { name: 'Proof: every teardown order from here' });
  await expect(dialog.getByRole('table').first().getByRole('row', { name: /^P1/ })).toContainText('fails');
  await expect(dialog.getByRole('row', { name: /^P1/ })).toContainText('since operation 7, hw_queue_alloc');
  await expect(dialog.getByRole('row', { name: /^7.3 / })).toContainText('FREED in all 36 teardown orders');
  await expect(dialog.getByRole('row').filter({ hasText: /FREED|LEAK|BAD PUT|UAF|WARN after/ })).toHaveCount(
    DESIGN_NAMES.length,
  );
  await dialog.getByRole('button', { name: 'P1 fails in naive: step through it' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: /^P1 fails: A queue is live/ })).toBeVisible();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('button', { name: 'LEAK', exact: true })).toBeVisible();
  expect(page.url()).toMatch(/#1a/);
});

test('what keeps it alive can be left out, to see the run without it', async ({ page }) => {
  await open(page);
  await page.keyboard.press('v');
  await page
    .getByRole('button', { name: 'Without access->ictx of access 8 every teardown order frees everything' })
    .click();
  await expect(page.getByRole('status', { name: 'What if' })).toContainText(
    'naive, without access->ictx of access 8. Custom design; a copied link includes it.',
  );
  await expect(fromHere(page)).toContainText(/freed|FREED|in all/);
  await page.reload();
  await expect(page.getByRole('status', { name: 'What if' })).toContainText('access->ictx of access 8');
  await expect(page.getByRole('button', { name: 'FREED', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Back to naive' }).click();
  await expect(page.getByRole('button', { name: 'LEAK', exact: true })).toBeVisible();
});

test('two calls at once: what can go wrong opens as turns, stepped with a column for each thread', async ({
  page,
}) => {
  await open(page, story('7.3'));
  await page.keyboard.press('v');
  const dialog = page.getByRole('dialog', { name: 'Proof: every teardown order from here' });
  const calls = dialog.getByRole('region', { name: 'Race two or three calls' });
  await calls.getByLabel('Thread 1', { exact: true }).selectOption('type a call …');
  await calls.getByLabel('Call of thread 1').fill('destroy c q9');
  await calls.getByLabel('Thread 2', { exact: true }).selectOption('hw_queue_alloc c viommu=vi index=1');
  await calls.getByRole('button', { name: 'Try every interleaving' }).click();
  await expect(calls.getByRole('status')).toContainText('no line before this one defines "q9"');
  await calls.getByLabel('Thread 1', { exact: true }).selectOption('destroy c q0');
  await expect(calls.getByLabel('Call of thread 1')).toHaveCount(0);
  await calls.getByRole('button', { name: 'Try every interleaving' }).click();
  await expect(calls.getByRole('status')).toContainText('refcount_t: addition on 0', { timeout: 60_000 });
  await calls.getByRole('button', { name: 'Step through this interleaving' }).first().click();
  await expect(operations(page).filter({ hasText: 'resume thread=1' })).toHaveCount(1);
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
  const threads = page.getByRole('region', { name: 'Threads' });
  await expect(threads.getByRole('columnheader')).toHaveText(['thread: destroy', 'thread: hw_queue_alloc']);
  await expect(threads.locator('tr[aria-current]')).toContainText('which puts its reference: users 1 → 0');
});

test('from an empty context the page finds the cycle of naive by itself', async ({ page }) => {
  await open(page);
  await page.keyboard.press('v');
  const search = page.getByRole('region', { name: 'From an empty context' });
  await search.getByRole('button', { name: 'Search' }).click();
  await search
    .getByRole('button', { name: /^open > c, .*hw_queue_alloc.*, exit$/ })
    .click({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'LEAK', exact: true })).toBeVisible();
});

test('what is explored is saved as a model for another checker, with the command that runs it', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('v');
  for (const [language, begins] of [
    ['Promela', /gcc/],
    ['TLA+', /MODULE/],
  ] as const) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: `Save as ${language}` }).click();
    const stream = await (await download).createReadStream();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    expect(Buffer.concat(parts).toString()).toMatch(begins);
  }
});
