import type { Locator } from '@playwright/test';
import { encodeLink, LIBRARY } from '../src/scenario/index.ts';
import {
  design,
  drawing,
  fragmentOf,
  node,
  open,
  operations,
  pointed,
  slider,
  story,
  tab,
  textField,
  transport,
  verdict,
} from './page.ts';
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

test('no text of a node is less than 11 pixels high in any scenario of the library, alone and beside another design', async ({
  page,
}) => {
  await open(page);
  const links = LIBRARY.map(({ scenario }) => [scenario.title, encodeLink(scenario)] as const);
  const small = await page.evaluate(async (all) => {
    const until = async (isSo: () => boolean) => {
      for (let turns = 0; !isSo(); turns += 1) {
        if (turns > 2000) throw new Error('it never comes');
        await new Promise((done) => setTimeout(done, 5));
      }
    };
    const press = (key: string) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    const drawings = () => [...document.querySelectorAll<SVGElement>('.graph-drawing')];
    const scaleOf = (svg: SVGElement) =>
      Number(
        /scale\(([\d.]+)\)/.exec(svg.querySelector('.graph-layer')?.getAttribute('transform') ?? '')?.[1],
      );
    const found: string[] = [];
    const measure = (where: string) => {
      for (const svg of drawings())
        for (const text of svg.querySelectorAll('.node text')) {
          const height = Number.parseFloat(getComputedStyle(text).fontSize) * scaleOf(svg);
          if (!(height > 11 - 1e-6)) found.push(`${where}: ${text.textContent} ${height}`);
        }
    };
    for (const [title, link] of all) {
      window.location.hash = link;
      await until(() => document.querySelector('.bar-title span')?.textContent === title);
      await until(() => drawings().length === 1 && drawings().every((svg) => scaleOf(svg) > 0));
      measure(title);
      press('c');
      await until(() => drawings().length > 1 && drawings().every((svg) => scaleOf(svg) > 0));
      measure(`${title}, beside`);
      press('End');
      await new Promise((done) => setTimeout(done));
      measure(`${title}, beside, at the end`);
    }
    return found;
  }, links);
  expect(small).toEqual([]);
});

for (const [width, height] of [
  [720, 450],
  [800, 500],
] as const) {
  test(`at ${width} by ${height} pixels the page scrolls, and the graph is 300 pixels high or more`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await open(page, story('naive'));
    const box = await drawing(page).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(300);
    const [across, down] = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth, scrollHeight];
    });
    expect(across).toBe(width);
    expect(down).toBeGreaterThan(height);
  });
}

test('no target in the bar, the graph’s tools, the palette, the panels or on the timeline is lower or narrower than 24 pixels', async ({
  page,
}) => {
  await open(page);
  const targets = page.locator(
    '.bar button, .graph-tools button, .op-actions button, .palette-ops button, .palette summary, .panel-actions button, .copy-text, .step-link, .flags button',
  );
  await operations(page).nth(2).hover();
  await expect(page.locator('.op-actions:visible button')).toHaveCount(5);
  await expect(page.locator('.flags button').first()).toBeVisible();
  await expect(page.locator('.step-link').first()).toBeVisible();
  for (const one of await targets.all()) {
    // What is folded away has a box, too.
    if (!(await one.isVisible())) continue;
    const says = await one.innerText();
    const { width = 0, height = 0 } = (await one.boundingBox()) ?? {};
    expect([says, width >= 24, height >= 24]).toEqual([says, true, true]);
  }
});

test('the title of each scenario is whole, and each button of its question is on one line', async ({
  page,
}) => {
  await open(page);
  const title = page.locator('.bar-title');
  const question = page.getByRole('region', { name: 'Question' });
  for (const { scenario } of LIBRARY) {
    await page.evaluate((link) => {
      window.location.hash = link;
    }, encodeLink(scenario));
    await expect(title.locator('span')).toHaveText(scenario.title);
    await expect(title).toHaveAttribute('title', `${scenario.title}: scenarios (l)`);
    expect([scenario.title, await title.evaluate((one) => one.scrollWidth <= one.clientWidth)]).toEqual([
      scenario.title,
      true,
    ]);
    // One that is wider than its panel has no other way.
    const broken = await question
      .locator('.panel-actions')
      .evaluate((row) =>
        [...row.children]
          .map((one) => one.getBoundingClientRect())
          .filter(({ width, height }) => height > 30 && width < row.clientWidth - 1),
      );
    expect([scenario.title, broken]).toEqual([scenario.title, []]);
  }
});

test('what comes after the answer does not touch', async ({ page }) => {
  await open(page);
  await page
    .getByRole('region', { name: 'Question' })
    .getByRole('button', { name: /^close c/ })
    .click();
  const next = page.getByRole('group', { name: 'What next' });
  await expect(next.getByRole('button')).toHaveCount(2);
  await expect(next).toHaveCSS('gap', '6px');
});

/** The scenario whose tour has the most stops. */
const CROWDED = 'Every way to be refused a hardware queue';

test('flags of stops that are near each other do not lie on each other', async ({ page }) => {
  const found = LIBRARY.find(({ scenario }) => scenario.title === CROWDED);
  if (!found) throw new Error('no such scenario');
  await open(page, encodeLink(found.scenario));
  const flags = page.locator('.flags button');
  await expect(flags).toHaveCount(10);
  const boxes = await flags.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
  const sorted = boxes.toSorted((a, b) => a - b);
  for (const [i, x] of sorted.entries()) if (i > 0) expect(x - (sorted[i - 1] ?? 0)).toBeGreaterThan(23);
});

test('under a finger what is pressed is 40 pixels high, and words stay in their line', async ({
  browser,
}) => {
  const context = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await open(page, story('naive'));
  await page.keyboard.press('c');
  await expect(page.locator('.palette button').first()).toBeVisible();
  for (const one of await page.locator('button:visible, select:visible, summary:visible').all()) {
    const box = await one.boundingBox();
    const isInLine = await one.evaluate((element) => element.matches('.term'));
    if (box)
      expect([await one.innerText(), box.height >= 40 || isInLine]).toEqual([await one.innerText(), true]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  for (const [key, name] of [
    ['l', 'Scenarios'],
    ['v', /^Proof/],
  ] as const) {
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog.getByRole('textbox').or(dialog.getByRole('spinbutton')).first()).toBeVisible();
    for (const one of await dialog.locator('input:visible, textarea:visible').all())
      if (!(await one.evaluate((input) => input.matches('[type=radio], [type=checkbox]'))))
        expect((await one.boundingBox())?.height).toBeGreaterThanOrEqual(40);
    await page.keyboard.press('Escape');
  }
  await context.close();
});

test('on a phone the buttons of a proof say all that they say, and it is copied from beside its caption', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, story('naive'));
  await page.keyboard.press('v');
  const proof = page.getByRole('dialog', { name: /^Proof/ });
  const shown = proof.getByRole('region', { name: 'Verdict' }).getByRole('button');
  await expect(shown).toHaveCount(3);
  for (const one of await shown.all())
    expect(await one.evaluate((button) => button.scrollWidth <= button.clientWidth)).toBe(true);
  await expect(proof.getByRole('button', { name: 'Copy the properties as text' })).toBeVisible();
  const caption = await proof.getByText('Properties of naive').boundingBox();
  expect(caption?.height).toBeLessThan(48);
});

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
] as const)
  test(`the legend, what zooms and the tools lie over no node at ${width} pixels, and the legend is whole`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    for (const beside of [false, true]) {
      await open(page, story('naive'));
      if (beside) await page.keyboard.press('c');
      await expect(drawing(page)).toHaveCount(beside ? 2 : 1);
      const legend = page.locator('.graph-legend').first();
      await expect(legend.locator('summary')).toBeVisible();
      const tops = await drawing(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
      for (const one of await page.locator('.graph-legend:visible, .graph-controls, .graph-tools').all()) {
        const box = await one.boundingBox();
        if (!box) throw new Error('it is not there');
        for (const { x, y, right, bottom } of tops) {
          const isApart =
            box.x >= right - 1 ||
            box.x + box.width <= x + 1 ||
            box.y >= bottom - 1 ||
            box.y + box.height <= y + 1;
          expect([await one.getAttribute('class'), isApart]).toEqual([await one.getAttribute('class'), true]);
        }
      }
      expect((await legend.boundingBox())?.height).toBeLessThan(36);
      expect(await legend.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
    }
    await page.getByText('all marks').first().click();
    await expect(page.getByRole('list', { name: 'All marks' })).toBeInViewport({ ratio: 1 });
  });

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('the question is on the first screen, and what the tour says and the graph are in sight', async ({
    page,
  }) => {
    await open(page);
    const question = page.getByRole('region', { name: 'Question' });
    const tour = question.getByRole('button', { name: /^Take the tour/ });
    await expect(tour).toBeVisible();
    const foot = page.locator('.transport');
    const isAbove = async (one: Locator) => {
      const [box, below] = [await one.boundingBox(), await foot.boundingBox()];
      return (box?.y ?? 999) + (box?.height ?? 0) <= (below?.y ?? 0);
    };
    expect(await isAbove(tour)).toBe(true);
    await tour.tap();
    const card = page.getByRole('region', { name: 'Tour' });
    for (const stop of [1, 2, 3]) {
      await expect(card).toContainText(`Stop ${stop} of`);
      await expect.poll(() => isAbove(card)).toBe(true);
      await expect(drawing(page)).toBeInViewport({ ratio: 0.9 });
      if (stop < 3) await card.getByRole('button', { name: /^Next/ }).tap();
    }
  });

  test('who taps an operation goes there, and sees it in the graph', async ({ page }) => {
    await open(page, story('naive'));
    const row = operations(page).nth(2);
    await row.scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 400);
    await row.getByRole('button').first().tap();
    await expect(row.getByRole('button').first()).toHaveAttribute('aria-current', 'step');
    await expect(operations(page)).toHaveCount(9);
    await expect(drawing(page)).toBeInViewport({ ratio: 0.9 });
  });
});

test('an edit arranges the drawing afresh, and leaves what was dragged and the rest in their places', async ({
  page,
}) => {
  const text = 'open > c\nioas_alloc c > io\nmock_domain c pt=io > sd dev hw';
  const more =
    'hwpt_alloc c dev=dev pt=io nest_parent=1 > hp\nioas_alloc c > io2\nmock_domain c pt=io2 > sd2 dev2 hw2';
  /** Of each node, where it is from the context. */
  const places = () =>
    page.evaluate(() => {
      const at = [...document.querySelectorAll<SVGGElement>('svg [data-node]')].map((one) => {
        const { e, f } = (one.transform.baseVal.consolidate() as SVGTransform).matrix;
        return [one.dataset.node ?? '', e, f] as const;
      });
      const [, x, y] = at.find(([key]) => key.endsWith('/ictx')) ?? ['', 0, 0];
      return at.map(([key, e, f]) => [key, Math.round(e - x), Math.round(f - y)]).sort();
    });
  const write = async (all: string) => {
    await tab(page, 'Text').click();
    await textField(page).fill(`# design: 7.3\n${all}\n`);
    await slider(page).press('End');
    await page.waitForTimeout(400);
  };
  await open(page, fragmentOf(`# design: 7.3\n${text}\n${more}`));
  await slider(page).press('End');
  const afresh = await places();
  await open(page, fragmentOf(`# design: 7.3\n${text}`));
  await write(`${text}\n${more}`);
  expect(await places()).toEqual(afresh);

  await page.goto('about:blank');
  await open(page, fragmentOf(`# design: 7.3\n${text}`));
  await slider(page).press('End');
  await pointed(page);
  const one = node(page, /^device/);
  const box = await one.boundingBox();
  if (!box) throw new Error('there is no device');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 90, y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(one).toHaveAttribute('data-fixed', 'true');
  const before = await places();
  await write(`${text}\n${more}`);
  const after = await places();
  for (const place of before) expect(after).toContainEqual(place);
});
