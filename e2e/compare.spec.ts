import { fragmentOf, fromHere, open, QUEUE, story, tab, verdict } from './page.ts';
import { expect, test } from './watched.ts';

test('naive and 7.3 side by side: one layout, one selection, and where they part', async ({ page }) => {
  await open(page);
  await page.keyboard.press('c');
  const naive = page.getByRole('region', { name: 'naive', exact: true });
  const merged = page.getByRole('region', { name: '7.3', exact: true });
  await expect(naive).toContainText('LEAK');
  await expect(merged).toContainText('FREED');
  // The reference that only naive takes is drawn double there, and as not taken beside it.
  await expect(naive.getByRole('application').locator('.edge[data-only]')).toHaveCount(1);
  await expect(naive.getByRole('application').locator('.edge[data-only]')).toHaveAttribute(
    'data-role',
    'access->ictx',
  );
  await expect(merged.getByRole('application').locator('.edge[data-only]')).toHaveCount(0);
  await expect(merged.getByRole('application').locator('.edge[data-status=uncounted]')).toHaveCount(1);
  const places = (pane: typeof naive) =>
    pane.locator('[data-node]').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('transform')));
  expect(await places(naive)).toEqual(await places(merged));
  await naive.locator('[data-node]').filter({ hasText: 'hw_queue' }).click();
  await expect(merged.locator('[data-node][data-selected]')).toContainText('hw_queue');
  const difference = page.getByRole('group', { name: 'Differences', exact: true });
  await expect(difference).toContainText(
    'After 7 hw_queue_alloc: ictx 1: file count 2 in naive, file count 1 in 7.3',
  );
  await difference.getByRole('button', { name: 'Next difference' }).click();
  await expect(difference).toContainText('After 8 close');
  await expect(naive).toContainText('close → 0');
  await page.keyboard.press('End');
  await expect(difference).toContainText(
    'naive ends LEAK, 7.3 ends FREED; the first difference is after 7 hw_queue_alloc.',
  );
  await expect(page.locator('.mark-part')).toHaveAttribute('d', /^M\d+ 40V50M\d+ 40V50/);
});

test('what is compared travels in the link, and an operation that one design refuses says so', async ({
  page,
}) => {
  await open(page, fragmentOf(`# design: 7.3\n${QUEUE}\nioas_unmap c ioas=io all=1`));
  await page.getByLabel('Compare with').selectOption('no-area-lock');
  await page.getByLabel('and with').selectOption('naive');
  // The address follows within 150 ms.
  await page.waitForTimeout(300);
  await page.reload();
  await expect(page.getByRole('region', { name: 'no-area-lock' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'naive', exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: '7.3', exact: true })).toContainText('ioas_unmap → EBUSY');
  await expect(page.getByRole('region', { name: 'no-area-lock' })).toContainText('ioas_unmap → EDEADLK');
  await page.getByLabel('Compare with').selectOption('');
  await page.getByLabel('Compare with').selectOption('');
  await expect(page.getByRole('region', { name: 'naive', exact: true })).toBeHidden();
});

test('on a phone the designs flip in place with one key', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await page.keyboard.press('c');
  const drawing = page.getByRole('main', { name: 'Graph' }).getByRole('application');
  await expect(drawing).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'LEAK', exact: true })).toBeVisible();
  await page.keyboard.press('x');
  await expect(drawing).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'FREED', exact: true })).toBeVisible();
  await page.keyboard.press('x');
  await expect(page.getByRole('button', { name: 'LEAK', exact: true })).toBeVisible();
});

test('a reference is cut on a node: a design of one’s own, whose verdict follows and whose link carries it', async ({
  page,
}) => {
  await open(page);
  const chip = fromHere(page);
  await expect(chip).toContainText('in 4 of 36 teardown orders, first by close c');
  await page.locator('[data-node]').filter({ hasText: 'access' }).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'what if: no access->ictx' }).click();
  await expect(chip).toContainText('in all 36 teardown orders');
  const strip = page.getByRole('status', { name: 'What if' });
  // The drawing, the list of it, the ledger and the verdict of the run say what the verdict of every order does.
  const isWithout = async () => {
    await expect(strip).toContainText(
      'naive, without access->ictx. Custom design; a copied link includes it.',
    );
    const edge = page.locator('.edge[data-role="access->ictx"]');
    await expect(edge).toHaveCount(1);
    await expect(edge).toHaveAttribute('data-status', 'uncounted');
    await expect(page.getByRole('region', { name: /^Ledger/ })).toContainText(
      'access->ictx of access 8 on the context file: not taken.',
    );
    await page.keyboard.press('End');
    await expect(verdict(page)).toHaveText('FREED');
    for (const _ of ['the exit', 'the close']) await page.keyboard.press('Shift+ArrowLeft');
  };
  await isWithout();
  await tab(page, 'Objects').click();
  await expect(page.getByRole('list', { name: 'Objects and who holds them' })).toContainText(
    /access->ictx on .*: not taken/,
  );
  await page.keyboard.press('Control+z');
  await expect(strip).toBeEmpty();
  await expect(verdict(page)).toHaveText('LEAK');
  await page.keyboard.press('Control+y');
  await isWithout();
  await page.reload();
  await isWithout();
  await page.locator('[data-node]').filter({ hasText: 'hw_queue' }).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'what if: each hw_queue holds ictx' }).click();
  await expect(chip).toContainText('teardown orders, first by close c');
  await page.getByRole('button', { name: 'Back to naive' }).click();
  await expect(page.getByRole('status', { name: 'What if' })).toBeEmpty();
});

test('a design of one’s own is put together from switches, by keyboard, with its verdict beside it', async ({
  page,
}) => {
  await open(page);
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog', { name: 'Custom design' });
  await dialog.getByLabel('Name', { exact: true }).fill('no file');
  await dialog.getByLabel('Name', { exact: true }).press('Tab');
  await dialog.getByLabel('internalHoldsFile').selectOption('no');
  await expect(dialog.getByRole('region', { name: 'From here' })).toContainText('in all 36 teardown orders');
  await dialog.getByLabel('Name', { exact: true }).fill('a: b');
  await expect(dialog.getByRole('status')).toContainText('not a title of a design');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Other designs')).toHaveValue('no file: naive, internalHoldsFile no');
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await expect(page.getByRole('textbox').first()).toHaveValue(
    /# design: no file: naive, internalHoldsFile no/,
  );
});

test('the shortest sequence that distinguishes two designs opens with both side by side', async ({
  page,
}) => {
  await open(page, story('external-no-ops'));
  await page.keyboard.press('v');
  const section = page.getByRole('region', { name: 'Differences of two designs' });
  await section.getByLabel('starting').selectOption('here');
  await section.getByLabel('operations at most').fill('1');
  await section.getByRole('button', { name: 'Find the shortest' }).click();
  await expect(section.getByRole('status')).toContainText(
    /Tried [\d,]+ operations? from [\d,]+ pairs? of states/,
  );
  await section.getByLabel('starting').selectOption('empty');
  await section.getByLabel('operations at most').fill('4');
  await section.getByRole('button', { name: 'Find the shortest' }).click();
  const status = section.getByRole('status');
  await expect(status).toContainText('the exit leaves the context behind in external-no-ops', {
    timeout: 60_000,
  });
  await expect(status).toContainText('The counts differ after 4 operations');
  await section.getByRole('button', { name: /close acc$/ }).click();
  await expect(page.getByRole('region', { name: 'external-no-ops' })).toContainText('close → 0');
  await expect(page.getByRole('region', { name: '7.3', exact: true })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Differences', exact: true })).toContainText(
    'file count 2 in external-no-ops',
  );
});
