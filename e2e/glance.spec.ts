import type { Locator, Page } from '@playwright/test';
import { KERNEL_WORDS } from '../src/guide/index.ts';
import { fragmentOf, open, place, QUEUE, slider, story, tab } from './page.ts';
import { expect, test } from './watched.ts';

const says = (page: Page) => page.getByRole('tooltip');
const narration = (page: Page) => page.getByRole('contentinfo');
const ledger = (page: Page) => page.getByRole('region', { name: /^Ledger/ });
const term = (at: Locator, name: string) => at.getByRole('button', { name, exact: true }).first();

async function pointAt(page: Page, part: number): Promise<void> {
  const box = await slider(page).boundingBox();
  if (!box) throw new Error('no slider');
  await page.mouse.move(box.x + box.width * part, box.y + box.height / 2);
}

for (const beside of ['', '# beside: 7.3\n'])
  test(`pointing at the timeline says what is there, and stays where it is${beside && ', beside a second design'}`, async ({
    page,
  }) => {
    await open(page, fragmentOf(`# design: naive\n${beside}# cursor: op 7 step 0\n${QUEUE}\nclose c`));
    const before = await place(page);
    for (const part of [0.2, 0.55, 0.88]) {
      await pointAt(page, part);
      const step = Math.round(before.end * part);
      await expect(says(page)).toContainText(`step ${step} of ${before.end}`);
      await expect(says(page)).toContainText(/^Operation \d: \w+/);
      expect(await place(page)).toEqual(before);
    }
    const [, sentence = ''] = await says(page).getByRole('paragraph').allInnerTexts();
    await page.mouse.down();
    await page.mouse.up();
    expect((await place(page)).at).toBe(Math.round(before.end * 0.88));
    await expect(narration(page)).toContainText(sentence);
    await page.mouse.move(5, 5);
    await expect(says(page)).toHaveCount(0);
  });

test('pointing at the timeline says where the verdict is decided, and where designs part', async ({
  page,
}) => {
  await open(page, fragmentOf(`# design: naive\n# beside: 7.3\n${QUEUE}\nclose c`));
  const { end } = await place(page);
  await pointAt(page, 0.88);
  await expect(says(page)).toContainText('The designs differ after this operation.');
  await pointAt(page, 0.2);
  await expect(says(page)).not.toContainText('The designs differ');
  for (let at = end; at > end - 4; at -= 1) {
    await pointAt(page, at / end);
    await expect(says(page)).toContainText(`step ${at} of ${end}`);
    if (/decides the verdict: LEAK/.test(await says(page).innerText())) return;
  }
  throw new Error('no step decides');
});

test('Escape leaves what is pointed at, and nothing else', async ({ page }) => {
  await open(page, story('naive'));
  const selected = page.getByRole('main', { name: 'Graph' }).locator('[data-selected]');
  await page.locator('.node').nth(3).click();
  await expect(selected).toHaveCount(1);
  await pointAt(page, 0.5);
  await expect(says(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(says(page)).toHaveCount(0);
  await expect(selected).toHaveCount(1);
});

test('a pointer that moves over the timeline changes nothing on the page but what it shows', async ({
  page,
}) => {
  await open(page, story('naive'));
  await expect(term(ledger(page), 'file count')).toBeVisible();
  await pointAt(page, 0.1);
  await expect(says(page)).toBeVisible();
  const changes = await page.evaluateHandle(() => {
    const found: string[] = [];
    const note = (what: string, node: Node | null) => {
      const one = node instanceof Element ? node : node?.parentElement;
      if (one && !one.closest('.pointed')) found.push(`${what}: ${one.outerHTML.slice(0, 80)}`);
    };
    new MutationObserver((all) => {
      for (const { target } of all) note('changed', target);
    }).observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        for (const { node } of (entry as unknown as { sources: { node: Node | null }[] }).sources)
          note('moved', node);
    }).observe({ type: 'layout-shift' });
    return found;
  });
  for (let part = 0.1; part < 0.95; part += 0.05) await pointAt(page, part);
  await expect(says(page)).toContainText(/step 1[34]\d /);
  expect(await changes.jsonValue()).toEqual([]);
});

test('the slider says operation, step and sentence of where it is', async ({ page }) => {
  await open(page, story('naive'));
  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  const { at, end } = await place(page);
  const sentence = await narration(page).locator('[aria-live]').innerText();
  const [fn, ...text] = sentence.split(' ');
  await expect(slider(page)).toHaveAttribute(
    'aria-valuetext',
    `Step ${at} of ${end}. Operation 7: hw_queue_alloc c viommu=vi > q0. ${fn}: ${text.join(' ')}`,
  );
});

test('the rows of the timeline are named at its left, and in what is read out where there is no room', async ({
  page,
}) => {
  await open(page, fragmentOf(`# design: naive\n# beside: 7.3\n${QUEUE}\nclose c`));
  const names = ['operations', 'memory', 'references', 'events', 'differences'];
  const rows = page.getByRole('list', { name: 'Rows of the timeline' });
  await expect(rows.getByRole('listitem')).toHaveText(names);
  await term(rows, 'references').focus();
  await expect(says(page)).toContainText('Above the middle a reference is taken');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(rows).toBeHidden();
  await expect(narration(page).getByRole('img')).toHaveAccessibleName(
    `Rows from the top: ${names.join(', ')}`,
  );
});

test('a word of the kernel is explained where it is pointed at and where the focus is', async ({ page }) => {
  await open(page, story('naive'));
  const word = term(ledger(page), 'file count');
  const text = KERNEL_WORDS['file count']?.says ?? '';
  await word.hover();
  await expect(says(page)).toHaveText(text);
  // The box can be pointed at, too.
  await says(page).hover();
  await page.waitForTimeout(300);
  await expect(says(page)).toHaveText(text);
  await page.mouse.move(5, 5);
  await expect(says(page)).toHaveCount(0);
  await word.focus();
  await expect(says(page)).toHaveText(text);
  await expect(word).toHaveAccessibleDescription(text);
  await page.keyboard.press('Escape');
  await expect(says(page)).toHaveCount(0);
  await expect(word).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(says(page)).toBeVisible();
});

test('sentences and legend explain their words, too', async ({ page }) => {
  await open(page, story('naive'));
  await term(narration(page), 'ictx').hover();
  await expect(says(page)).toHaveText(KERNEL_WORDS.context?.says ?? '');
  const graph = page.getByRole('main', { name: 'Graph' });
  await term(graph, 'xarray').hover();
  await expect(says(page)).toHaveText(KERNEL_WORDS.xarray?.says ?? '');
  await page.getByText('all marks').click();
  await term(graph, 'context').focus();
  await expect(says(page)).toHaveText(KERNEL_WORDS.context?.says ?? '');
});

test('on a phone a word is explained where it is tapped', async ({ browser }) => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await open(page, story('naive'));
  await tab(page, 'Ledger').click();
  await term(ledger(page), 'file count').tap();
  await expect(says(page)).toBeVisible();
  const box = await says(page).boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
  await page.getByRole('heading', { name: /^Ledger/ }).tap();
  await expect(says(page)).toHaveCount(0);
  await page.close();
});

test('the first screen calls designs designs', async ({ page }) => {
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    await expect(page.getByRole('banner').getByText('Design', { exact: true })).toBeInViewport();
    await expect(page.getByRole('group', { name: 'Design', exact: true })).toBeVisible();
  }
});
