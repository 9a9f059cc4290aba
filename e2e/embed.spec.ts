import axe from 'axe-core';
import { current, drawing, fragmentOf, open, place, QUEUE, story, transport } from './page.ts';
import { expect, test } from './watched.ts';

const PAGE = 'embed.html';

test('each kind fills its frame, and its link opens the app at exactly that step', async ({ page }) => {
  for (const [kind, forward] of [
    ['graph', 'Operation forward'],
    ['strip', 'Operation forward'],
    ['tour', 'Next ▸'],
  ] as const) {
    await page.setViewportSize({ width: 640, height: 420 });
    await page.goto(`?embed=${kind}`);
    await expect(drawing(page)).toBeVisible();
    await expect(page.getByRole('banner')).toHaveCount(0);
    await expect(page.getByRole('complementary')).toHaveCount(0);
    await page.getByRole('button', { name: forward }).click();
    const size = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.scrollHeight,
      document.querySelector('.embed')?.clientHeight,
    ]);
    expect([kind, ...size]).toEqual([kind, 640, 420, 420]);
    const link = page.getByRole('link', { name: 'Open in Release Graph' });
    await expect(link).toHaveAttribute('rel', 'noopener');
    const seen = await drawing(page).getAttribute('aria-label');
    const opened = page.context().waitForEvent('page');
    await link.click();
    const app = await opened;
    await expect(app.getByRole('heading', { level: 1 })).toBeVisible();
    expect(new URL(app.url()).search).toBe('');
    await expect(drawing(app)).toHaveAttribute('aria-label', seen ?? '');
    await app.close();
  }
});

test('without controls a frame is a picture: no button, and no key that changes it', async ({ page }) => {
  for (const kind of ['graph', 'strip', 'tour']) {
    await page.goto(`?embed=${kind}&controls=0#${story('naive', 1)}`);
    await expect(drawing(page)).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
    const before = await drawing(page).getAttribute('aria-label');
    for (const key of ['ArrowRight', 'Shift+ArrowRight', 'x', ']', 'End']) await page.keyboard.press(key);
    await expect(drawing(page)).toHaveAttribute('aria-label', before ?? '');
  }
});

test('a scenario that has no tour is shown with a caption', async ({ page }) => {
  await page.goto(`?embed=tour#${fragmentOf(`# title: Of my own\n${QUEUE}\nclose c`)}`);
  await expect(page.getByRole('region', { name: 'Step' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Tour' })).toHaveCount(0);
});

test('what there is not to embed is the whole app', async ({ page }) => {
  await page.goto('?embed=everything');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(transport(page)).toBeVisible();
});

test('the wheel over a frame scrolls the page around it, and zooms with Ctrl', async ({ page }) => {
  await page.goto(PAGE);
  for (const title of ['The graph and its steps', 'The graph and a caption', 'The tour']) {
    const element = page.getByTitle(title);
    await element.scrollIntoViewIfNeeded();
    const frame = element.contentFrame();
    const layer = frame.locator('.graph-layer');
    await expect(layer).toHaveAttribute('transform', /scale/);
    const zoom = await layer.getAttribute('transform');
    const middle = async () => {
      const box = await element.boundingBox();
      await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 150);
    };
    await middle();
    const before = await page.evaluate(() => window.scrollY);
    await page.mouse.wheel(0, before > 400 ? -120 : 120);
    await expect.poll(() => page.evaluate(() => window.scrollY)).not.toBe(before);
    expect(await layer.getAttribute('transform')).toBe(zoom);

    await middle();
    await page.keyboard.down('Control');
    // What the wheel does comes with the first pointer.
    await expect(async () => {
      await page.mouse.wheel(0, -120);
      await expect(layer).not.toHaveAttribute('transform', zoom ?? '', { timeout: 300 });
    }).toPass();
    await page.keyboard.up('Control');
    await frame.getByRole('button', { name: 'Fit the graph into view' }).click();
    await expect(layer).toHaveAttribute('transform', zoom ?? '');
  }
});

test('help leads to the page that shows how, with what is open, and its HTML gives the same frame', async ({
  page,
}) => {
  const fragment = story('v6', 1);
  await open(page, fragment);
  await page.getByRole('button', { name: 'Help' }).click();
  const opened = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'Put it into a page of your own' }).click();
  const how = await opened;
  const copy = how.getByRole('region', { name: 'graph' }).getByRole('textbox');
  await expect(copy).toHaveValue(/<iframe .*<\/iframe>/);
  const html = await copy.inputValue();
  expect(html).toContain(`?embed=graph#${fragment}"`);
  const { at } = await place(page);
  const frame = how.getByTitle('The graph and its steps').contentFrame();
  await expect(frame.getByRole('slider', { name: 'Step' })).toHaveValue(String(at));
  expect(await current(page)).toBe('close c');

  await page.goto(/src="([^"]+)"/.exec(html)?.[1] ?? '');
  await expect(page.getByRole('slider', { name: 'Step' })).toHaveValue(String(at));
});

test('rubbish after the # of the page that shows how is left out', async ({ page }) => {
  await page.goto(`${PAGE}#"><script>x</script>`);
  await expect(page.getByRole('textbox').first()).toHaveValue(/\?embed=graph"/);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`the frames and the page that shows them have no fault that axe knows, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const address of [PAGE, '?embed=graph', '?embed=strip', '?embed=tour', '?embed=strip&controls=0']) {
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 700 });
        await page.goto(address);
        await expect(page.getByRole('main')).toBeVisible();
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() =>
          (window as unknown as { axe: typeof axe }).axe.run({ iframes: false } as never),
        );
        const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        expect([address, width, faults]).toEqual([address, width, []]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    }
  });

test('designs side by side fill a frame, step together, and follow a link that compares others', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1000, height: 480 });
  await page.goto('?embed=compare');
  await expect(page.getByRole('region', { name: 'naive', exact: true })).toContainText('LEAK');
  await expect(page.getByRole('region', { name: '7.3', exact: true })).toContainText('FREED');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('region', { name: 'naive', exact: true })).toContainText('close → 0');
  await expect(page.getByRole('group', { name: 'Differences', exact: true })).toContainText('After 8 close');
  const size = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.scrollHeight,
  ]);
  expect(size).toEqual([1000, 480]);
  await page.goto('about:blank');
  await page.goto(`?embed=compare#${fragmentOf(`# design: v6\n# beside: 6.16\n${QUEUE}\nclose c`)}`);
  await expect(page.getByRole('region', { name: '6.16', exact: true })).toBeVisible();
});
