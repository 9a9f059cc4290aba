import type { Page } from '@playwright/test';
import { encodeLink, LIMITS } from '../src/scenario/index.ts';
import {
  current,
  fragmentOf,
  notice,
  open,
  operations,
  place,
  QUEUE,
  story,
  tab,
  textField,
} from './page.ts';
import { expect, test } from './watched.ts';

const SCRIPTS = [
  '<script>document.title="ran"</script>',
  '<img src=x onerror="document.title=\'ran\'">',
  '"><svg onload=document.title="ran">',
  "javascript:document.title='ran'",
  '{{document.title="ran"}}',
];

async function nothingRan(page: Page): Promise<void> {
  await expect(page).toHaveTitle('Release Graph');
  expect(await page.locator('script:not([src]), img, iframe, [onload], [onerror]').count()).toBe(0);
}

test('markup in a title stays text, on the page and through a link', async ({ page }) => {
  for (const title of SCRIPTS) {
    await open(page, fragmentOf(`# title: ${title}\n${QUEUE}\nclose c`));
    await expect(page.getByRole('banner').getByTitle('Scenarios (l)')).toContainText(title);
    await nothingRan(page);
    await tab(page, 'Text').click();
    await expect(textField(page)).toHaveValue(`# title: ${title}\n# design: 7.3\n${QUEUE}\nclose c\n`);
    await tab(page, 'Operations').click();
  }
});

const withLabel = (label: string) =>
  encodeLink({
    title: '',
    design: 'naive',
    ops: [{ name: 'open', operands: {}, labels: [label] }],
    cursor: { op: 1, step: 0 },
  });

test('a link whose labels are markup is refused in words, and opens without the operation', async ({
  page,
}) => {
  for (const label of ['<script>', '"><img src=x onerror=document.title=1>']) {
    await open(page, withLabel(label));
    await expect(notice(page)).toContainText('its check characters do not fit. 0 operations could be read');
    await expect(notice(page)).toContainText(/Operation 1 has .*; it and what follows it are left out/);
    await expect(operations(page)).toHaveCount(1);
    await nothingRan(page);
    await page.goto('about:blank');
  }
});

test('a link whose label every object has by birth opens as any other', async ({ page }) => {
  for (const label of ['__proto__', 'constructor']) {
    await open(page, withLabel(label));
    await expect(operations(page).first()).toContainText(`${label}=3`);
    await expect(notice(page)).toHaveText('');
    await nothingRan(page);
    await page.goto('about:blank');
  }
});

test('markup in the text is marked as an error, and nothing of what was typed is lost', async ({ page }) => {
  await open(page);
  await tab(page, 'Text').click();
  for (const script of SCRIPTS) {
    const typed = `open > c\n${script}\nclose ${script}\n`;
    await textField(page).fill(typed);
    await expect(textField(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(textField(page)).toHaveValue(typed);
    await nothingRan(page);
  }
  await tab(page, 'Operations').click();
  expect(await current(page)).toBe('close c');
  await tab(page, 'Text').click();
  await expect(textField(page)).toHaveValue(/^open > c\n/);
});

test('names that objects have by birth are labels like any other', async ({ page }) => {
  await open(
    page,
    fragmentOf(
      'open > constructor\nioas_alloc constructor > toString\ndestroy constructor toString\nclose constructor',
    ),
  );
  await expect(operations(page).nth(1)).toContainText('toString=1');
  await expect(operations(page).nth(2)).not.toContainText('ENOENT');
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  const { at, end } = await place(page);
  expect(at).toBe(end);
});

for (const [what, text] of [
  ['of one line', 'x'.repeat(1_000_000)],
  ['of lines that mean nothing', 'nonsense\n'.repeat(111_111)],
  ['of empty lines', '\n'.repeat(1_000_000)],
] as const)
  test(`a megabyte ${what} is refused when it is pasted, and the page goes on`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page);
    await tab(page, 'Text').click();
    await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
    await textField(page).press('ControlOrMeta+a');
    await page.keyboard.press('ControlOrMeta+v');
    await expect(notice(page)).toContainText(
      `at most ${LIMITS.text} characters as text; this one would have ${text.length}.`,
    );
    await expect(textField(page)).toHaveValue(/^# title: A queue is live/);
    await tab(page, 'Operations').click();
    expect(await current(page)).toBe('close c');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await current(page)).toContain('exit');
  });

test('a fragment of a hundred thousand characters, and as much pasted to be opened, are refused in words', async ({
  page,
}) => {
  await open(page, `${story('naive').slice(0, 4)}${'a'.repeat(100_000)}`);
  await expect(notice(page)).toContainText(`The link has more than ${LIMITS.link} characters.`);
  expect(await current(page)).toBe('close c');
  await page.getByRole('banner').getByTitle('Scenarios (l)').click();
  const dialog = page.getByRole('dialog', { name: 'Scenarios' });
  await dialog.getByRole('textbox', { name: 'Paste a link' }).fill('a'.repeat(LIMITS.link * 5));
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(notice(page)).toContainText('at most 65536 are read');
  expect(await current(page)).toBe('close c');
});

test('the largest scenario there may be opens and steps', async ({ page }) => {
  const ops = `open > c\n${'ioas_alloc c\n'.repeat(60)}${'open\n'.repeat(20)}${'destroy c 1\n'.repeat(LIMITS.ops - 82)}close c`;
  await open(page, fragmentOf(ops));
  await expect(operations(page)).toHaveCount(LIMITS.ops + 1);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  expect((await place(page)).at).toBe(1);
  await page.locator('.palette[aria-busy=false]').getByRole('button', { name: 'open', exact: true }).click();
  await page.getByRole('form').getByRole('button', { name: 'Add' }).click();
  await expect(notice(page)).toContainText(`at most ${LIMITS.ops} operations`);
});

test('two hundred damaged links, one after the other, seed 20261123: the page takes each', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const link = fragmentOf(
    `# title: Fuzz\n${QUEUE}\nhw_queue_alloc c viommu=vi index=1 > q1\ndup c > d\nclose c`,
  );
  let random = 20261123;
  const below = (n: number) => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    return Math.floor((random / 2 ** 32) * n);
  };
  const CHARS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~%<> ';
  const damaged = Array.from({ length: 200 }, () => {
    const chars = [...link];
    for (let i = below(4); i >= 0; i--)
      chars.splice(3 + below(chars.length - 3), below(3), CHARS[below(CHARS.length)] ?? '');
    return chars.join('');
  });
  await open(page);
  const silent = await page.evaluate(
    async (fragments) => {
      const unsaid: string[] = [];
      for (const fragment of fragments) {
        window.location.hash = fragment;
        await new Promise((done) =>
          window.addEventListener('hashchange', () => setTimeout(done), { once: true }),
        );
        if (!document.querySelector('[role=slider], input[type=range]'))
          throw new Error(`blank after ${fragment}`);
        if (!document.querySelector('[role=status][aria-label=Notices]')?.textContent) unsaid.push(fragment);
      }
      return unsaid;
    },
    [...new Set(damaged)].filter((one) => one !== link),
  );
  // Two check characters let one in 3844 through.
  expect(silent.length).toBeLessThan(3);
  await page.goto(`#${link}`);
  await expect(notice(page)).toHaveText('');
  expect(await current(page)).toContain('exit');
});
