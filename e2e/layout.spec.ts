import { design, node, open, slider, story, tab, transport, verdict } from './page.ts';
import { expect, test } from './watched.ts';

const WIDTHS = [390, 768, 1024, 1440, 2560];

for (const width of WIDTHS) {
  test(`at ${width} pixels nothing overflows, and the verdict and the designs never leave the screen`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
    await open(page, story('naive', 1));
    const isNarrow = width < 700;
    const tabs = ['Operations', 'Text', 'Objects', ...(isNarrow ? ['Ledger', 'Stack', 'Log'] : [])];
    for (const name of tabs) {
      await tab(page, name).click();
      for (const bottom of [true, false]) {
        await page.evaluate((down) => window.scrollTo(0, down ? document.body.scrollHeight : 0), bottom);
        const size = await page.evaluate(() => document.documentElement.scrollWidth);
        expect([name, size]).toEqual([name, width]);
        await expect(verdict(page)).toBeInViewport({ ratio: 1 });
        await expect(slider(page)).toBeInViewport({ ratio: 1 });
        for (const one of ['naive', 'v6', '7.3'])
          await expect(design(page, one)).toBeInViewport({ ratio: 1 });
      }
    }
    // What is in view can be pressed: nothing lies over it.
    for (const one of ['7.3', 'naive']) await design(page, one).click();
    await transport(page).getByRole('button', { name: 'Operation forward' }).click();
    await verdict(page).click();
    await expect(node(page, /LEAK/)).toHaveCount(3);
    for (const box of await Promise.all(
      (await node(page, /LEAK/).all()).map((one) => one.locator('.body').boundingBox()),
    )) {
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    }
  });
}

test('on a phone the scrolled panel, the dialogs and the menu fit the screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await node(page, 'hw_queue7').click({ button: 'right' });
  const menu = await page.getByRole('menu').boundingBox();
  expect(menu?.x).toBeGreaterThanOrEqual(0);
  expect((menu?.x ?? 0) + (menu?.width ?? 0)).toBeLessThanOrEqual(390);
  await page.keyboard.press('Escape');
  for (const [open_, name] of [
    ['Help', 'Help'],
    [/▾/, 'Scenarios'],
  ] as const) {
    await page.getByRole('banner').getByRole('button', { name: open_ }).click();
    const box = await page.getByRole('dialog', { name }).boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.keyboard.press('Escape');
  }
});
