import type { Page } from '@playwright/test';
import { bindings, NO_COMMANDS } from '../src/view/keyboard/keys.ts';
import { current, design, notice, open, operations, place, QUEUE, story, tab } from './page.ts';
import { expect, test } from './watched.ts';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Find anything' });
const found = (page: Page) => palette(page).getByRole('option');

async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await palette(page).getByRole('combobox').fill(words);
}

test.describe('what can be found', () => {
  test('is an object, an operation, a step, a design, a scenario, an action', async ({ page }) => {
    await open(page, story('naive'));
    await find(page, 'object hw_queue');
    await expect(found(page).first()).toHaveText(/hw_queue 7.*alive/);
    await page.keyboard.press('Enter');
    await expect(palette(page)).toBeHidden();
    await expect(page.getByRole('heading', { name: /^Ledger hw_queue 7/ })).toBeVisible();

    await find(page, 'operation viommu_alloc');
    await page.keyboard.press('Enter');
    await expect.poll(() => current(page)).toContain('hw_queue_alloc');

    await find(page, 'step armed');
    const step = Number(await found(page).first().locator('kbd').innerText());
    await page.keyboard.press('Enter');
    expect((await place(page)).at).toBe(step);

    await find(page, 'design no-area-lock');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Other designs' })).toHaveValue('no-area-lock');

    await find(page, 'scenario event queues');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('banner')).toContainText('Event queues and their files');

    await find(page, 'undo');
    await expect(found(page).first()).toContainText('Ctrl z');
    await page.keyboard.press('Escape');
    await expect(palette(page)).toBeHidden();
  });

  test('is every button, panel, theme, kernel word and step number, by what people call it', async ({
    page,
  }) => {
    await open(page, story('naive'));
    const wanted: [words: string, first: RegExp][] = [
      ['compare', /compare naive and 7.3/],
      ['side by side', /compare naive and 7.3/],
      ['proof', /every teardown order/],
      ['race', /race two calls/],
      ['fit', /Fit the graph into view/],
      ['zoom in', /Zoom in/],
      ['rename', /rename/],
      ['empty', /new, empty scenario/],
      ['new', /new, empty scenario/],
      ['theme', /theme/i],
      ['panel text', /Text/],
      ['panel ledger', /Ledger/],
      ['add ioas_alloc', /ioas_alloc/],
      ['wait_cnt', /wait_cnt/],
      ['comment out', /switch operation \d+ off/],
      ['switch off', /switch operation \d+ off/],
      ['edit', /edit operation \d+/],
      ['delete', /delete operation \d+/],
      ['claim', /link with this verdict/],
      ['speed', /speed: \d+ steps a second/],
      ['legend', /all marks/],
      ['timeline', /Timeline/],
      ['story', /the library of scenarios/],
      ['deadlock', /^Scenario/],
      ['is_internal', /^Scenario/],
      ['token', /^Scenario/],
      ['hacky', /^Scenario/],
      ['access->ops', /^Scenario/],
    ];
    for (const [words, name] of wanted) {
      await find(page, words);
      await expect(found(page).filter({ hasText: name }), words).not.toHaveCount(0);
      await page.keyboard.press('Escape');
    }
    for (const [words, step] of [
      ['42', 42],
      ['step 57', 57],
    ] as const) {
      await find(page, words);
      await page.keyboard.press('Enter');
      expect((await place(page)).at).toBe(step);
    }
    await find(page, 'all marks');
    await expect(found(page).first()).toContainText('all marks');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'All marks' })).toBeVisible();
    await find(page, 'dark');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
    await find(page, 'panel text');
    await page.keyboard.press('Enter');
    await expect(tab(page, 'Text')).toHaveAttribute('aria-pressed', 'true');
    await open(page);
    await find(page, 'the story');
    await expect(found(page).first()).toContainText('The story');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Question' }).getByText('Watch:')).toBeVisible();
  });

  test('says nothing of what an operation returns before it has run', async ({ page }) => {
    await open(page, story('naive'));
    await find(page, 'operation close c');
    await expect(found(page).first().locator('kbd')).toHaveText('');
    await find(page, 'operation hw_queue_alloc');
    await expect(found(page).first().locator('kbd')).toHaveText('0');
  });

  test('is looked for by what is typed before the palette is there, which does nothing else', async ({
    page,
  }) => {
    await page.route('**/assets/CommandPalette-*.js', async (route) => {
      await new Promise((done) => setTimeout(done, 700));
      await route.continue();
    });
    await open(page, story('naive'));
    const { at } = await place(page);
    await operations(page).first().getByRole('button').first().focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Delete');
    await page.keyboard.type('switch oft c');
    await expect(palette(page).getByRole('combobox')).toHaveValue('switch oft c');
    await page.keyboard.type('x');
    await expect(palette(page).getByRole('combobox')).toHaveValue('switch oft cx');
    await page.keyboard.press('Escape');
    await expect(palette(page)).toHaveCount(0);
    await expect(operations(page)).toHaveCount(QUEUE.split('\n').length + 2);
    await expect(page.getByRole('region', { name: 'Tour' })).toHaveCount(0);
    expect((await place(page)).at).toBe(at);
  });

  test('is chosen by arrow and by pointer; what there is not is said', async ({ page }) => {
    await open(page);
    await page.keyboard.press('/');
    await palette(page).getByRole('combobox').fill('design abort');
    const second = await found(page).nth(1).locator('span').nth(1).innerText();
    await page.keyboard.press('ArrowDown');
    await expect(found(page).nth(1)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Other designs' })).toHaveValue(second);
    await find(page, 'design 7.3');
    await found(page).first().click();
    await expect(design(page, '7.3')).toHaveAttribute('aria-pressed', 'true');
    await find(page, 'no such zebra');
    await expect(palette(page).getByRole('status')).toHaveText('No match for “no such zebra”.');
    await page.keyboard.press('Enter');
    await expect(palette(page)).toBeVisible();
  });
});

test.describe('text', () => {
  test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));
  const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

  test('is copied from where it stands', async ({ page }) => {
    await open(page, story('naive', 3));
    await page.getByRole('button', { name: 'Copy who holds every count as text' }).click();
    await expect(notice(page)).toContainText('Copied: Ledger');
    expect(await copied(page)).toContain('access 8');
    await page.getByRole('button', { name: 'Copy the steps as text' }).click();
    await expect.poll(() => copied(page)).toContain('hw_queue_alloc c viommu=vi > q0');
    await tab(page, 'Objects').click();
    await page.getByRole('button', { name: 'Copy the graph as text' }).click();
    await expect.poll(() => copied(page)).toMatch(/hw_queue/);
    const [link, ...lines] = (await copied(page)).trimEnd().split('\n').reverse();
    expect(link).toMatch(/^http.*#1a/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(72);
    await find(page, 'copy as mermaid');
    await page.keyboard.press('Enter');
    await expect.poll(() => copied(page)).toContain('flowchart');
    await page.keyboard.press('v');
    await page.getByRole('button', { name: 'Copy the properties as text' }).first().click();
    await expect.poll(() => copied(page)).toMatch(/P1: fails\n {6}(close c|already)\n/);
  });
});

test.describe('keys where they act', () => {
  test('are those that the page listens to', async ({ page }) => {
    await open(page, story('naive'));
    await expect(page.locator('[aria-keyshortcuts="Control+z"]')).toBeVisible();
    const shown = await page
      .locator('[aria-keyshortcuts]:not([role=application])')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-keyshortcuts') ?? ''));
    const heard = bindings(NO_COMMANDS).flatMap(({ keys }) => keys);
    expect(shown.length).toBeGreaterThan(15);
    for (const keys of shown) expect(heard).toContain(keys.replace('Control', 'Mod').replace('Space', ' '));
  });

  test('are shown at the controls until they are hidden', async ({ page }) => {
    await open(page);
    await page.keyboard.press('k');
    const hints = page.locator('.hints');
    await expect(hints.getByRole('status')).toContainText('Keys where they act');
    const at = await hints.getByText('l', { exact: true }).boundingBox();
    const title = await page.getByTitle('Scenarios (l)').boundingBox();
    expect(at && title && at.x > title.x && at.x < title.x + title.width).toBe(true);
    await page.keyboard.press('ArrowLeft');
    await expect(hints).toBeVisible();
    await page.keyboard.press('k');
    await expect(hints).toBeHidden();
  });
});

test.describe('the edge of a panel', () => {
  const edge = (page: Page, name: string) => page.getByRole('separator', { name });
  const width = async (page: Page, name: string) =>
    (await page.getByRole('complementary', { name, exact: true }).boundingBox())?.width;

  test('is pulled by keys, remembered, and given back', async ({ page }) => {
    await open(page);
    const before = Number(await width(page, 'Details'));
    await edge(page, 'Details').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => width(page, 'Details')).toBe(before + 32);
    await expect(edge(page, 'Details')).toHaveAttribute('aria-valuenow', String(before + 32));
    await page.reload();
    await expect.poll(() => width(page, 'Details')).toBe(before + 32);
    await edge(page, 'Details').press('Enter');
    await expect.poll(() => width(page, 'Details')).toBe(before);
  });

  test('is pulled by the pointer, and leaves room for the graph', async ({ page }) => {
    await open(page);
    const box = await edge(page, 'Scenario panels').boundingBox();
    if (!box) throw new Error('the edge is not shown');
    const [x, y] = [box.x + box.width / 2, box.y + 200];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 80, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => width(page, 'Scenario').then((w) => Math.round(Number(w) / 10))).toBe(41);
    await edge(page, 'Scenario panels').press('End');
    await edge(page, 'Details').press('End');
    const graph = await page.getByRole('main', { name: 'Graph' }).boundingBox();
    expect(graph?.width).toBeGreaterThan(100);
    await edge(page, 'Scenario panels').dblclick();
    await expect.poll(() => width(page, 'Scenario')).toBe(330);
  });

  test('stands below the graph where there is no room beside it', async ({ page }) => {
    await page.setViewportSize({ width: 1000, height: 800 });
    await open(page);
    const details = page.getByRole('complementary', { name: 'Details', exact: true });
    const before = (await details.boundingBox())?.height ?? 0;
    await expect(edge(page, 'Details')).toHaveAttribute('aria-orientation', 'horizontal');
    await edge(page, 'Details').press('ArrowUp');
    await expect.poll(async () => (await details.boundingBox())?.height).toBeCloseTo(before + 16, -1);
  });
});

test('Space plays after a click on a design, and one Escape leaves a dialog with a search field', async ({
  page,
}) => {
  await open(page);
  await design(page, 'v6').click();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await design(page, 'naive').click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await design(page, 'v6').focus();
  await page.keyboard.press('Space');
  await expect(design(page, 'v6')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();

  await page.keyboard.press('l');
  const search = page.getByRole('dialog').getByRole('searchbox');
  await search.fill('queue');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
