import type { Page } from '@playwright/test';
import {
  current,
  drawing,
  fragmentOf,
  node,
  open,
  operations,
  place,
  story,
  tab,
  textField,
  verdict,
} from './page.ts';
import { expect, test } from './watched.ts';

const panel = (page: Page) => page.getByRole('region', { name: 'Operations' });
const texts = async (page: Page) => {
  // The panels come after the first picture.
  await expect(operations(page).first()).toBeVisible();
  return (await operations(page).locator('.op-text').allInnerTexts()).map((text) => text.trim());
};
const press = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true }).click();

test('a second hw_queue on the same viommu: its index is the next, it goes in before the close and runs', async ({
  page,
}) => {
  await open(page);
  await press(page, 'hw_queue_alloc');
  const form = page.getByRole('form', { name: 'New hw_queue_alloc' });
  await expect(form.getByRole('combobox', { name: 'viommu' })).toHaveValue('vi');
  await expect(form.getByRole('combobox', { name: 'ctx' })).toBeFocused();
  await expect(form.getByRole('textbox', { name: 'index' })).toHaveValue('1');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(operations(page).nth(7)).toContainText('hw_queue_alloc c viommu=vi index=1 > q1');
  await expect(operations(page).nth(7)).toContainText('q1=9');
  expect(await current(page)).toBe('close c');
  await expect(node(page, 'q1')).toHaveCount(1);
  await expect(verdict(page)).toHaveText('LEAK');
});

test('an operand is picked by a click on its node, and only nodes that it may be can be picked', async ({
  page,
}) => {
  await open(page);
  await press(page, 'destroy');
  const form = page.getByRole('form', { name: 'New destroy' });
  await form.getByRole('button', { name: 'pick' }).last().click();
  await expect(drawing(page).locator('[data-pick="no"]')).not.toHaveCount(0);
  await drawing(page).locator('[data-pick="no"]').first().click();
  await expect(form.getByRole('button', { name: 'click a node…' })).toBeVisible();
  await node(page, 'hw_queue7').click();
  await expect(form.getByRole('combobox', { name: 'id' })).toHaveValue('q0');
  await expect(form.getByRole('status')).toHaveText('destroy c q0');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(verdict(page)).toHaveText('FREED');
  await page.keyboard.press('End');
  await expect(node(page, /LEAK/)).toHaveCount(0);
});

test('what is refused can be added all the same, and its errno leads to the check', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Shift+ArrowRight');
  await panel(page).getByText('Refused here').click();
  await press(page, 'ioas_alloc');
  const form = page.getByRole('form', { name: 'New ioas_alloc' });
  await expect(form.getByRole('combobox', { name: 'ctx' })).toHaveValue('c');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(operations(page).filter({ hasText: 'ioas_alloc c > io2' })).toContainText('EBADF');
  await expect(page.getByRole('banner')).toContainText('1 refused');
});

test('an ID can be typed that no list has, and the errno explains itself where it stands', async ({
  page,
}) => {
  await open(page);
  await press(page, 'destroy');
  const form = page.getByRole('form', { name: 'New destroy' });
  await form.getByRole('combobox', { name: 'id' }).selectOption('another ID…');
  await form.getByRole('textbox', { name: 'ID' }).fill('42');
  await form.getByRole('button', { name: 'Add' }).click();
  const row = operations(page).filter({ hasText: 'destroy c 42' });
  const errno = row.getByRole('button', { name: 'ENOENT' });
  await row.hover();
  await errno.click();
  await expect(row.locator('.op-why')).toContainText('42');
  const { at } = await place(page);
  await row.getByRole('button', { name: 'Go to the check' }).click();
  expect((await place(page)).at).toBeLessThan(at);
});

test('no outcome is shown before it has run; what just ran and what runs next are two marks', async ({
  page,
}) => {
  await open(page, fragmentOf(`# cursor: op 2 step 0\nopen > c\nioas_alloc c > io\ndestroy c 9`));
  await expect(operations(page).nth(2)).toContainText('destroy c 9');
  await expect(panel(page).getByText('ENOENT')).toHaveCount(0);
  await expect(page.locator('[data-ran] .op-text')).toHaveText('ioas_alloc c > io');
  expect(await current(page)).toBe('destroy c 9');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(panel(page).getByRole('button', { name: 'ENOENT' })).toBeVisible();
  await expect(page.locator('[data-ran] .op-text')).toHaveText('destroy c 9');
  expect(await current(page)).toContain('exit');
});

test('operands are changed in place, and the rest stays as it is', async ({ page }) => {
  await open(page);
  const before = await texts(page);
  await operations(page).nth(6).locator('.op-text').focus();
  await page.keyboard.press('F2');
  const form = page.getByRole('form', { name: 'Change hw_queue_alloc' });
  await expect(form.getByRole('combobox', { name: 'viommu' })).toHaveValue('vi');
  await form.getByRole('textbox', { name: 'index' }).fill('1');
  await form.getByRole('button', { name: 'Save' }).click();
  expect(await texts(page)).toEqual(before.with(6, 'hw_queue_alloc c viommu=vi index=1 > q0'));
  await page.keyboard.press('Control+z');
  expect(await texts(page)).toEqual(before);
});

test('from an empty canvas two queues are added by what is offered, and none is refused', async ({
  page,
}) => {
  await open(page, fragmentOf('# title: mine'));
  await page
    .getByRole('region', { name: 'Begin' })
    .getByRole('button', { name: /^Open a context/ })
    .click();
  const names = [
    'ioas_alloc',
    'mock_domain',
    'hwpt_alloc',
    'viommu_alloc',
    'hw_queue_alloc',
    'hw_queue_alloc',
  ];
  for (const name of names) {
    await press(page, name);
    await page
      .getByRole('form')
      .getByRole('button', { name: /^Add( both)?$/ })
      .click();
  }
  expect(await texts(page)).toHaveLength(9);
  await expect(page.locator('[data-refused]')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Begin' })).toHaveCount(0);
});

for (const width of [1440, 390])
  test(`every form fits its panel at ${width} px, and opens in view down to its button`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    const refused = page.locator('.palette details');
    const show = () => refused.evaluate((one: HTMLDetailsElement) => one.setAttribute('open', ''));
    await show();
    const names = await page.locator('.palette-ops button').allInnerTexts();
    for (const name of names) {
      await show();
      await page.locator('.palette-ops').getByRole('button', { name, exact: true }).click();
      const form = page.getByRole('form', { name: `New ${name}` });
      await expect(form).toBeVisible();
      const isShown = await form
        .getByRole('button', { name: /^Add/ })
        .first()
        .evaluate((one) => {
          const { x, y, width, height } = one.getBoundingClientRect();
          return document.elementFromPoint(x + width / 2, y + height - 2) === one;
        });
      expect([name, isShown]).toEqual([name, true]);
      const wide = await page.evaluate(() => {
        const shown = document.querySelector('form.build') as HTMLElement;
        const right = shown.getBoundingClientRect().right;
        return [...shown.querySelectorAll('*')]
          .filter((one) => one.getBoundingClientRect().right > right + 1)
          .map((one) => one.outerHTML.slice(0, 80));
      });
      expect(wide, name).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(
        width,
      );
      await form.getByRole('button', { name: 'Cancel' }).click();
    }
  });

test('a number that is none is said to be none, and the one before it stays', async ({ page }) => {
  await open(page);
  await press(page, 'hw_queue_alloc');
  const form = page.getByRole('form', { name: 'New hw_queue_alloc' });
  await form.getByRole('textbox', { name: 'len' }).fill('0x2000');
  await form.getByRole('textbox', { name: 'len' }).fill('lots');
  await expect(form.getByRole('alert')).toContainText('0x2000 stays');
  await expect(form.getByRole('status')).toContainText('len=0x2000');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await expect(form).toHaveCount(0);
  expect(await texts(page)).toHaveLength(9);
});

test('a form that is open while the user steps back adds what it shows', async ({ page }) => {
  await open(page);
  await press(page, 'destroy');
  const form = page.getByRole('form', { name: 'New destroy' });
  await form.getByRole('combobox', { name: 'id' }).selectOption('q0');
  await operations(page).getByRole('button', { name: 'viommu_alloc c dev=dev hwpt=hp > vi' }).first().click();
  await expect(form.getByRole('combobox', { name: 'id' })).toHaveValue('q0');
  await form.getByRole('button', { name: 'Add' }).click();
  expect((await texts(page))[5]).toBe('destroy c q0');
  await expect(operations(page).nth(5)).toContainText('ENOENT');
});

test('the menu of a node destroys, closes, unmaps, or begins what can be built on it', async ({ page }) => {
  await open(page);
  const menu = page.getByRole('menu');
  await node(page, 'hw_queue7').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'destroy q0' }).click();
  await expect(menu).toHaveCount(0);
  await expect(operations(page).nth(7)).toContainText('destroy c q0');
  await expect(node(page, 'hw_queue').filter({ hasText: 'freed' })).toHaveCount(1);

  await node(page, 'ioas1').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'unmap everything' }).click();
  await expect(operations(page).nth(8)).toContainText('ioas_unmap c ioas=io all=1');

  await node(page, /^fd/).click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'close c' }).click();
  expect(await texts(page)).toContain('close c');
  await page.keyboard.press('End');
  await expect(operations(page).filter({ hasText: 'EBADF' })).toHaveCount(1);

  await page.keyboard.press('Control+z');
  await node(page, 'viommu6').click({ button: 'right' });
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await node(page, 'viommu6').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'hw_queue_alloc …' }).click();
  await expect(
    page.getByRole('form', { name: 'New hw_queue_alloc' }).getByRole('combobox', { name: 'viommu' }),
  ).toHaveValue('vi');
});

test('rows are deleted and moved, by button and by key, and undone and redone', async ({ page }) => {
  await open(page);
  const before = await texts(page);
  const row = (text: string) => operations(page).filter({ hasText: text });
  const map = row('ioas_map');
  await map.hover();
  await map.getByRole('button', { name: /^Move .* up$/ }).click();
  expect((await texts(page))[3]).toBe('ioas_map c ioas=io');
  await expect(map.locator('.op-text')).toBeFocused();
  await map.getByRole('button', { name: /^Move .* down$/ }).click();
  expect(await texts(page)).toEqual(before);
  await map.getByRole('button', { name: /^Delete/ }).click();
  expect(await texts(page)).toHaveLength(before.length - 1);
  await expect(row('hw_queue_alloc')).toContainText('ENOENT');

  await page.keyboard.press('Control+z');
  expect(await texts(page)).toEqual(before);
  await page.keyboard.press('Control+Shift+z');
  expect(await texts(page)).toHaveLength(before.length - 1);
  await press(page, 'Undo');
  await press(page, 'Undo');
  await press(page, 'Undo');
  await expect(panel(page).getByRole('button', { name: 'Undo' })).toBeDisabled();
  await press(page, 'Redo');
  expect((await texts(page))[3]).toBe('ioas_map c ioas=io');
  await press(page, 'Undo');

  await map.locator('.op-text').focus();
  await page.keyboard.press('Alt+ArrowUp');
  expect((await texts(page))[3]).toBe('ioas_map c ioas=io');
  await expect(map.locator('.op-text')).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  expect(await texts(page)).toEqual(before);
  await expect(map.locator('.op-text')).toBeFocused();
  await page.keyboard.press('Delete');
  expect(await texts(page)).toHaveLength(before.length - 1);
  await expect(operations(page).nth(4).locator('.op-text')).toBeFocused();
});

test('the text and the operations are one document, and an error is marked where it is', async ({ page }) => {
  await open(page);
  await press(page, 'open');
  await page.getByRole('form').getByRole('button', { name: 'Add' }).click();
  await tab(page, 'Text').click();
  const text = textField(page);
  await expect(text).toHaveValue(/\nhw_queue_alloc c viommu=vi > q0\nopen > c2\nclose c\n$/);

  const good = await text.inputValue();
  await text.fill(good.replace('viommu=vi', 'viommu=nobody'));
  await expect(text).toHaveAttribute('aria-invalid', 'true');
  const problem = page.getByRole('listitem').filter({ hasText: 'no line before this one defines "nobody"' });
  await expect(problem).toContainText('9:25');
  await problem.getByRole('button').click();
  await expect(text).toBeFocused();
  expect(
    await text.evaluate((one: HTMLTextAreaElement) => one.value.slice(one.selectionStart, one.selectionEnd)),
  ).toBe('nobody');
  await expect(node(page, 'hw_queue7')).toHaveCount(1);
  await tab(page, 'Operations').click();
  expect((await texts(page))[6]).toBe('hw_queue_alloc c viommu=vi > q0');
  await tab(page, 'Text').click();
  await expect(text).toHaveValue(/viommu=nobody/);
  await page.getByRole('button', { name: 'Discard my edit' }).click();
  await expect(text).toHaveValue(good);

  await text.fill(good.replace('open > c2\n', 'destroy c q0\n'));
  await expect(verdict(page)).toHaveText('FREED');
  await tab(page, 'Operations').click();
  expect((await texts(page))[7]).toBe('destroy c q0');
});

test('an operation is switched off where it stands, by button and by key, and is in the link', async ({
  page,
}) => {
  await open(page, story('naive'));
  await page.keyboard.press('End');
  await expect(verdict(page)).toHaveText('LEAK');
  const queue = operations(page).filter({ hasText: 'hw_queue_alloc' });
  await queue.hover();
  await queue.getByRole('button', { name: /^Switch .* off$/ }).click();
  await page.keyboard.press('End');
  await expect(verdict(page)).toHaveText('FREED');
  await expect(queue.locator('s')).toContainText('hw_queue_alloc');
  await expect(queue.getByRole('button', { name: /^Switch .* off$/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await tab(page, 'Text').click();
  await expect(textField(page)).toHaveValue(/\noff hw_queue_alloc c viommu=vi > q0\n/);
  await page.waitForTimeout(300);
  await page.reload();
  await expect(verdict(page)).toHaveText('FREED');
  await tab(page, 'Operations').click();
  await queue.locator('.op-text').focus();
  await page.keyboard.press('o');
  await expect(queue.locator('s')).toHaveCount(0);
  await expect(queue.locator('.op-text')).toBeFocused();
  await page.keyboard.press('End');
  await expect(verdict(page)).toHaveText('LEAK');
});
