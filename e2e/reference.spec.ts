import { PROPERTIES } from '../src/explorer/index.ts';
import { DESIGN_NAMES, NOT_EMULATED, OBJECT_KINDS, OP_NAMES, ROLES } from '../src/iommufd/index.ts';
import { type BuiltIn, encodeLink, LIBRARY } from '../src/scenario/index.ts';
import { AGREEMENT, AGREEMENT_TOTAL, COMPARED_EVENTS } from '../src/trace/index.ts';
import { fromHere, open } from './page.ts';
import { expect, test } from './watched.ts';

test('the reference opens with r, has every kind and every reference, and is searched', async ({ page }) => {
  await open(page);
  await page.keyboard.press('r');
  const reference = page.getByRole('dialog', { name: 'Reference' });
  const kinds = reference.getByRole('region', { name: 'Kinds of objects' });
  await expect(kinds.getByRole('rowheader')).toHaveText(['context', ...OBJECT_KINDS]);
  await expect(kinds.getByRole('row', { name: /^hwpt_nested/ })).toContainText('viommu (hwpt->viommu)');
  await expect(kinds.getByRole('row', { name: /^hwpt_nested/ })).toContainText('hwpt_alloc');
  await expect(kinds.getByRole('row', { name: /^context/ })).toContainText('iommufd_fops_release');
  await expect(kinds.getByRole('row', { name: /^context/ })).toContainText('access->ictx');
  const words = reference.getByRole('region', { name: 'Words' });
  for (const word of ['users', 'wait_cnt', 'xarray', 'bias', 'tombstone', 'area'])
    await expect(words.getByRole('rowheader', { name: word, exact: true })).toHaveCount(1);
  const references = reference.getByRole('region', { name: 'Counted references' });
  await expect(references.getByRole('rowheader')).toHaveText(Object.keys(ROLES));
  const operations = reference.getByRole('region', { name: 'Operations' });
  await expect(operations.getByRole('rowheader')).toHaveCount(OP_NAMES.length);
  await expect(operations.getByRole('row', { name: /^hw_queue_alloc/ })).toContainText(
    '[type=0xdeadbeef] > q0',
  );
  const missing = reference.getByRole('region', { name: 'Not emulated yet' });
  for (const name of NOT_EMULATED)
    await expect(missing.getByRole('rowheader', { name, exact: true })).toHaveCount(1);
  const properties = reference.getByRole('region', { name: 'Properties' });
  await expect(properties.getByRole('row')).toHaveText([
    /^property/,
    ...Object.entries(PROPERTIES).map(([name, says]) => `${name}${says}`),
  ]);
  await expect(reference.getByRole('region', { name: 'Laws' })).toContainText('but for I16');
  const designs = reference.getByRole('region', { name: 'Designs' });
  await expect(designs.getByRole('rowheader')).toHaveText([...DESIGN_NAMES]);
  await expect(designs.getByRole('row', { name: /^ten-seconds/ })).toContainText('10000 (7.3: 60000)');

  await reference.getByRole('button', { name: 'Verdicts' }).click();
  await expect(reference.getByRole('heading', { name: 'Verdicts' })).toBeInViewport();
  await reference.getByRole('searchbox', { name: 'Search' }).fill('0dbcdf4473a6');
  await expect(reference.getByRole('rowheader')).toHaveText(['6.17']);
  await expect(reference.getByRole('button', { name: 'Laws 0' })).toBeDisabled();
  await reference.getByRole('searchbox', { name: 'Search' }).fill('no such thing');
  await expect(reference).toContainText('Nothing matches all of these words.');
});

test('the property that fails is explained where the bar names it', async ({ page }) => {
  const { scenario } = LIBRARY.find(({ id }) => id === 'any-without-ops') as BuiltIn;
  await open(page, encodeLink(scenario));
  const name = fromHere(page).getByRole('button', { name: 'P8' });
  await name.hover();
  await expect(page.getByRole('tooltip')).toHaveText(PROPERTIES.P8);
  await expect(fromHere(page).getByRole('paragraph')).toContainText('but P8 fails after');
});

test('how faithful it is says the numbers that the tests count', async ({ page }) => {
  await open(page);
  await page.keyboard.press('?');
  await page
    .getByRole('dialog', { name: 'Help' })
    .getByRole('button', { name: 'How faithful is this?' })
    .click();
  const faithful = page.getByRole('dialog', { name: 'How faithful is this?' });
  await expect(faithful.getByRole('row')).toHaveCount(Object.keys(AGREEMENT).length + 2);
  const all = faithful.getByRole('row', { name: /^all/ });
  const shown = (await all.getByRole('cell').allInnerTexts()).map((text) => Number(text.replace(/\D/g, '')));
  const { recorded, recordings, operations, objects, values, events } = AGREEMENT_TOTAL;
  expect(shown).toEqual([recorded, recordings, operations, objects, values, events]);
  for (const name of COMPARED_EVENTS) await expect(faithful.getByText(name, { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(faithful).toHaveCount(0);
});

for (const width of [1440, 390])
  test(`at ${width} pixels, what a section is chosen by stays in sight and does not cover it`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    await page.keyboard.press('r');
    const reference = page.getByRole('dialog', { name: 'Reference' });
    const sections = reference.getByRole('navigation').getByRole('button');
    for (const section of await sections.all()) {
      await section.focus();
      await page.keyboard.press('Enter');
      const title = reference.getByRole('heading', {
        name: await section.innerText().then((text) => text.replace(/ \d+$/, '')),
      });
      await expect(title).toBeFocused();
      const isCovered = await title.evaluate((one) => {
        const { left, top, height } = one.getBoundingClientRect();
        return document.elementFromPoint(left + 2, top + height / 2) !== one;
      });
      expect(isCovered).toBe(false);
      await expect(section).toBeInViewport();
    }
  });

for (const [what, key, button] of [
  ['the reference', 'r', null],
  ['how faithful it is', 'r', 'How faithful is this?'],
  ['the library', 'l', null],
] as const)
  test(`on a phone ${what} has nothing that overflows, and no figure is broken`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page);
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog');
    if (button) await dialog.getByRole('button', { name: button }).click();
    await expect(dialog.getByRole('heading', { level: 2 })).toHaveText(button ?? /^(Reference|Scenarios)$/);
    const broken = await dialog
      .locator('td.figure')
      .evaluateAll((cells) => cells.filter((one) => one.getBoundingClientRect().height > 24).length);
    expect(broken).toBe(0);
    const { scroll, client } = await dialog.evaluate((one) => ({
      scroll: one.scrollWidth,
      client: one.clientWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(client);
  });
