import type { Page } from '@playwright/test';
import axe from 'axe-core';
import {
  claim,
  claimLink,
  current,
  design,
  drawing,
  drawn,
  fragmentOf,
  node,
  open,
  operations,
  place,
  QUEUE,
  story,
  tab,
  textField,
  verdict,
} from './page.ts';
import { expect, test } from './watched.ts';

/** What axe finds; in the dark only what can differ there. */
async function faultsOf(page: Page): Promise<string[]> {
  // A dialog that is still on its way is not the one to be judged.
  await expect(page.locator('dialog[data-hidden]')).toHaveCount(0);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => {
    const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    return run(isDark ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {});
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((one) => `${id}: ${one.html.slice(0, 160)} ${one.any[0]?.message ?? ''}`),
  );
}

/** Every view of the page, and how one comes to it. */
const VIEWS: readonly [name: string, show: (page: Page) => Promise<unknown>][] = [
  ['the start', async () => {}],
  ['the leak', (page) => page.keyboard.press('Shift+ArrowRight')],
  [
    '7.3 at its end',
    async (page) => {
      await design(page, '7.3').click();
      await page.keyboard.press('End');
    },
  ],
  [
    'in the middle of the release',
    async (page) => {
      await open(page, story('7.3', 12));
      await page.getByLabel('Other designs').selectOption('ops-test');
    },
  ],
  [
    'three designs side by side',
    async (page) => {
      await page.getByLabel('Compare with').selectOption('7.3');
      await page.getByLabel('and with').selectOption('v6');
    },
  ],
  [
    'a run with warnings',
    (page) => open(page, fragmentOf(`# design: no-area-lock\n${QUEUE}\nioas_unmap c ioas=io all=1\nclose c`)),
  ],
  [
    'each panel',
    async (page) => {
      for (const name of ['Text', 'Objects']) {
        await tab(page, name).click();
        expect([name, await faultsOf(page)]).toEqual([name, []]);
      }
      if (await tab(page, 'Ledger').count())
        for (const name of ['Ledger', 'Stack', 'Log']) {
          await tab(page, name).click();
          expect([name, await faultsOf(page)]).toEqual([name, []]);
        }
      await tab(page, 'Operations').click();
    },
  ],
  [
    'a form',
    async (page) => {
      await open(page, story('naive'));
      await page.getByRole('button', { name: 'hw_queue_alloc', exact: true }).click();
      await page.getByRole('textbox', { name: 'len' }).fill('lots');
      await page.getByRole('button', { name: 'pick' }).first().click();
    },
  ],
  [
    'a text with errors',
    async (page) => {
      await page.keyboard.press('Escape');
      await tab(page, 'Text').click();
      await textField(page).fill('open > c\nnonsense\nclose d\n');
    },
  ],
  [
    'the menu of a node',
    async (page) => {
      await node(page, 'hw_queue7').click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
    },
  ],
  [
    'keys where they act',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('k');
      await expect(page.getByText('Keys where they act.')).toBeVisible();
    },
  ],
  [
    'what can be found',
    async (page) => {
      await page.keyboard.press('k');
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
    },
  ],
  [
    'the library',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('banner').getByTitle('Scenarios (l)').click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  ],
  [
    'help',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Help' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  ],
  [
    'every order',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('v');
      await expect(page.getByRole('row', { name: /^put-wakes / })).toContainText('FREED');
    },
  ],
  [
    'the export of a picture, and of a text',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('e');
      const dialog = page.getByRole('dialog', { name: 'Export' });
      await expect(dialog.getByRole('img')).toBeVisible();
      expect(await faultsOf(page)).toEqual([]);
      await dialog.getByRole('radio', { name: 'DOT' }).check();
    },
  ],
  [
    'the reference',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('r');
      await expect(page.getByRole('dialog', { name: 'Reference' })).toBeVisible();
    },
  ],
  [
    'how faithful it is',
    async (page) => {
      await page.getByRole('button', { name: 'How faithful is this?' }).click();
      await expect(page.getByRole('dialog', { name: 'How faithful is this?' })).toBeVisible();
    },
  ],
  [
    'a tour',
    async (page) => {
      await page.keyboard.press('Escape');
      await open(page);
      await page.keyboard.press('t');
      await expect(page.getByRole('region', { name: 'Tour' })).toBeVisible();
    },
  ],
  [
    'a link to copy by hand',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error('no'));
      });
      await page.getByRole('button', { name: 'Copy link' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  ],
  ['a notice', (page) => open(page, 'rubbish')],
  [
    'a claim, and another design',
    async (page) => {
      await open(page, claimLink());
      await page.keyboard.press('Escape');
      await page.keyboard.press('x');
      await expect(claim(page)).toContainText('Shown is v6.');
    },
  ],
  ['a claim that is not reproduced', (page) => open(page, claimLink({ verdict: 'FREED' }))],
  [
    'a design of one’s own',
    async (page) => {
      await open(page);
      await page.keyboard.press('d');
      await page.getByLabel('internalHoldsFile').selectOption('no');
    },
  ],
];

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 390])
    test(`axe finds no fault in any view, ${colorScheme}, ${width} pixels wide`, async ({ page }) => {
      test.setTimeout(240_000);
      // What fades in would be judged half-way.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await open(page);
      const faults: string[] = [];
      for (const [name, show] of VIEWS) {
        await show(page);
        faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
      }
      expect(faults).toEqual([]);
    });

test('the whole story by keyboard: question, leak, another design, a new operation, a link', async ({
  page,
}) => {
  await open(page);
  const focused = () =>
    page.evaluate(() => {
      const one = document.activeElement as HTMLElement;
      return `${one.getAttribute('aria-label') ?? one.textContent}`;
    });
  const tabTo = async (name: RegExp) => {
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press('Tab');
      if (name.test(await focused())) return;
    }
    throw new Error(`Tab does not come to ${name}`);
  };
  await tabTo(/^close c ▸$/);
  await page.keyboard.press('Enter');
  await expect(node(page, /LEAK/)).toHaveCount(3);
  await page.keyboard.press('x');
  await page.keyboard.press('x');
  await expect(verdict(page)).toHaveText('FREED');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowLeft');
  await tabTo(/^destroy$/);
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'New destroy' });
  await expect(form.getByRole('combobox', { name: 'ctx' })).toBeFocused();
  await form.getByRole('combobox', { name: 'id' }).focus();
  await page.keyboard.type('q0');
  await tabTo(/^Add$/);
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toHaveText('FREED');
  expect(await current(page)).toBe('close c');
  await tabTo(/^hw_queue 7$|^Objects$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Objects and who holds them' })).toContainText('hw_queue');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
});

test('each step is told to whoever listens, and not while it plays', async ({ page }) => {
  await open(page, story('7.3'));
  const told = page.getByRole('contentinfo').locator('[aria-live]');
  await expect(told).toHaveAttribute('aria-live', 'polite');
  const heard = new Set<string>();
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('ArrowRight');
    heard.add(await told.innerText());
  }
  expect(heard.size).toBe(6);
  await page.keyboard.press('Space');
  await expect(told).toHaveAttribute('aria-live', 'off');
  await page.keyboard.press('Space');
});

test('the list says of each node what the drawing shows', async ({ page }) => {
  await open(page, story('naive', 40));
  await tab(page, 'Objects').click();
  const list = page.getByRole('list', { name: 'Objects and who holds them' });
  const nodes = await drawn(page);
  await expect(list.getByRole('listitem')).toHaveCount(nodes.length);
  await expect(list.getByRole('listitem').filter({ hasText: /^ictx/ })).toContainText('held by access 8');
  await list.getByRole('button', { name: 'viommu 6', exact: true }).click();
  await expect(page.getByRole('region', { name: /^Ledger/ })).toContainText('viommu 6');
  await expect(drawing(page).locator('[data-selected]')).toContainText('viommu');
});

test('the focus is seen, stays in a dialog, and comes back when the dialog closes', async ({ page }) => {
  await open(page);
  for (const [name, dialog] of [
    [/▾/, 'Scenarios'],
    ['Help', 'Help'],
  ] as const) {
    const button = page.getByRole('banner').getByRole('button', { name });
    for (const how of ['Escape', 'button'] as const) {
      await button.focus();
      await page.keyboard.press('Enter');
      const shown = page.getByRole('dialog', { name: dialog });
      await expect(shown).toBeVisible();
      for (let i = 0; i < 4; i++) {
        await page.keyboard.press('Tab');
        expect(await page.evaluate(() => document.activeElement?.closest('main, aside, footer'))).toBeNull();
      }
      if (how === 'Escape') await page.keyboard.press('Escape');
      else await shown.getByRole('button', { name: 'Close', exact: true }).click();
      await expect(shown).toHaveCount(0);
      await expect(button).toBeFocused();
    }
  }
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle);
  expect(outline).not.toBe('none');
});

test('who wants no motion gets none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  for (const key of ['Shift+ArrowRight', 'x', 'x', 'ArrowLeft', 'End']) {
    await page.keyboard.press(key);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  }
  const { at } = await place(page);
  expect(at).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'tidy' }).click();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test('the menu of a node opens from the list, acts by keyboard, and gives the focus back', async ({
  page,
}) => {
  await open(page, story('7.3'));
  await tab(page, 'Objects').click();
  const more = page.getByRole('button', { name: 'What can be done with hw_queue 7' });
  await more.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'destroy q0' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await tab(page, 'Operations').click();
  await expect(operations(page).nth(7)).toContainText('destroy c q0');
});

test('a count with hundreds of holders shows the first of them, and the rest when it is asked', async ({
  page,
}) => {
  const mocks = Array.from({ length: 60 }, () => 'dup c').join('\n');
  await open(page, fragmentOf(`# design: 7.3\n# cursor: op 61 step 0\nopen > c\n${mocks}`));
  const rows = page.getByRole('region', { name: /^Ledger/ }).locator('tbody tr');
  await expect(rows).toHaveCount(41);
  await page.getByRole('button', { name: /^Show \d+ more$/ }).click();
  await expect(rows).toHaveCount(61);
});
