import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page, Request, Route } from '@playwright/test';
import { claimLink, fragmentOf, node, open, QUEUE, slider, story, tab } from './page.ts';
import { expect, test } from './watched.ts';

/** How a file fails to arrive; each file fails in one of these ways. */
const FAILURES: readonly (readonly [name: string, fail: (route: Route) => Promise<void>])[] = [
  ['is cut off', (route) => route.abort('connectionreset')],
  ['answers 500', (route) => route.fulfill({ status: 500, body: 'no' })],
  ['is a page', (route) => route.fulfill({ contentType: 'text/html', body: '<p>Please sign in.</p>' })],
  ['is of another type', (route) => route.fulfill({ contentType: 'text/plain', body: 'export {};' })],
];

const FILES = readdirSync(resolve(import.meta.dirname, '../dist/assets'))
  .filter((name) => !name.startsWith('index-'))
  .sort();

/** What nobody has asked for is missing without a word: the stories with what they need, and what is beside something. */
const SILENT =
  /^(gestures|address|d3-zoom|Version|TourCard|Flags|DifferenceMarks|Pointed|Term|useEscape|StepSource|ToldCard|Divider|guide|library|digest)-|^claim-.*css$/;

const DRAWING = `ictx --releases--> hw_queue --releases--> access
  ^                                         |
  |_________________releases________________v`;

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, text);
}

const press =
  (...keys: readonly string[]) =>
  async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key);
  };

const COMPARED = fragmentOf(`# design: naive\n# beside: 7.3\n# cursor: op 7 step 3\n${QUEUE}\nclose c`);
const OWN = fragmentOf('# design: what if: naive, without access->ictx\nopen > c');

/** What loads something: what is open, and what is done there. */
interface Asking {
  readonly address: string;
  act(page: Page): Promise<void>;
}

const DONE: readonly Asking[] = (
  [
    ['', async () => {}],
    ['', (page) => page.mouse.move(700, 300)],
    ['', (page) => node(page, 'ictx').locator('[data-pip]').first().hover()],
    ['', press('t')],
    [claimLink(), async () => {}],
    [COMPARED, async () => {}],
    ['', (page) => slider(page).hover()],
    [OWN, async () => {}],
    [fragmentOf('# design: naive'), async () => {}],
    ['', press('l')],
    ['', press('v')],
    [
      '',
      async (page) => {
        await page.keyboard.press('v');
        await page.getByRole('button', { name: 'Picture of all states' }).click();
      },
    ],
    ['', press('?')],
    ['', press('r')],
    [
      '',
      async (page) => {
        await page.keyboard.press('?');
        await page.getByRole('button', { name: 'How faithful is this?' }).click();
      },
    ],
    ['', press('e')],
    ['', press('d')],
    ['', press('Control+k')],
    ['', press('k')],
    ['', press('Control+s')],
    ['', press('Shift+Y')],
    [
      '',
      async (page) => {
        await page.evaluate(() => {
          navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
        });
        await page.keyboard.press('y');
      },
    ],
    [
      '',
      async (page) => {
        // What takes a paste comes after the first picture.
        await expect(async () => {
          await paste(page, DRAWING);
          await expect(page.getByRole('dialog').or(sentences(page)).first()).toBeVisible({ timeout: 1000 });
        }).toPass({ timeout: 10_000 });
      },
    ],
    ['', (page) => tab(page, 'Text').click()],
    [story('naive'), (page) => node(page, 'hw_queue7').click({ button: 'right' })],
    ['', (page) => page.getByRole('group', { name: 'Ioctls' }).getByRole('button').first().click()],
    [`?embed=graph#${story('naive')}`, async () => {}],
  ] satisfies readonly [string, Asking['act']][]
).map(([address, act]) => ({ address: /^[?]|^$/.test(address) ? address : `#${address}`, act }));

/** Waits until what was asked for is there, or has failed. */
async function settle(page: Page): Promise<void> {
  const count = () => page.evaluate(() => performance.getEntriesByType('resource').length);
  for (let before = -1, now = await count(); before !== now; now = await count()) {
    before = now;
    await page.waitForTimeout(200);
  }
}

const sentences = (page: Page) => page.getByText(/could not be (loaded|done)|explorer stopped/);

/** For each file what first asks for it. */
async function askedBy(page: Page): Promise<ReadonlyMap<string, Asking>> {
  const found = new Map<string, Asking>();
  for (const one of DONE) {
    const note = (request: Request) => {
      const name = request.url().split('/').at(-1) ?? '';
      if (!found.has(name)) found.set(name, one);
    };
    page.on('request', note);
    await page.goto('about:blank');
    await page.goto(one.address);
    await one.act(page);
    await settle(page);
    page.off('request', note);
  }
  return found;
}

test('the page lives on without any one of its files, and says so', async ({ page, faults }) => {
  test.setTimeout(400_000);
  const asked = await askedBy(page);
  expect(FILES.filter((name) => !asked.has(name))).toEqual([]);
  // What it is done with may be what is missing.
  page.setDefaultTimeout(6000);
  page.setDefaultNavigationTimeout(30_000);
  for (const [i, name] of FILES.entries()) {
    const { address, act } = asked.get(name) as Asking;
    // Of a style sheet that is something else a browser says nothing: what it is for is there, and plain.
    const ways = name.endsWith('.css') ? 2 : FAILURES.length;
    const [how, fail] = FAILURES[i % ways] as (typeof FAILURES)[number];
    await page.goto('about:blank');
    await page.route(`**/assets/${name}`, fail);
    await page.goto(address);
    await act(page).catch(() => {});
    await settle(page);
    await expect(page.locator('#root'), `${name}, which ${how}`).not.toBeEmpty();
    if (!address.startsWith('?')) await expect(page.locator('header.bar'), name).toBeVisible();
    if (!SILENT.test(name)) await expect.soft(sentences(page).first(), `${name}, which ${how}`).toBeVisible();
    await page.unroute(`**/assets/${name}`);
  }
  faults.length = 0;
});

test('what did not arrive is asked for again, and comes with its style', async ({ page, faults }) => {
  for (const end of ['js', 'css']) {
    await page.goto('about:blank');
    await page.route(`**/assets/Library-*.${end}`, (route) => route.abort());
    await open(page);
    await page.keyboard.press('l');
    await expect(page.getByRole('alert')).toContainText('could not be loaded');
    await page.unroute(`**/assets/Library-*.${end}`);
    await page.getByRole('button', { name: 'Try again' }).click();
    const library = page.getByRole('dialog', { name: 'Scenarios' });
    await expect(library).toBeVisible();
    await expect(library.locator('.endings').first()).toHaveCSS('display', 'flex');
  }
  faults.length = 0;
});

test('a dialog that did not arrive closes, and is asked for again when it is opened again', async ({
  page,
  faults,
}) => {
  await page.route('**/assets/Library-*.js', (route) => route.abort());
  await open(page);
  await page.keyboard.press('l');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.unroute('**/assets/Library-*.js');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('l');
  await expect(page.getByRole('dialog', { name: 'Scenarios' })).toBeVisible();
  faults.length = 0;
});

test.describe('without a part, what cannot be done is said in words', () => {
  const LOST = 'because a part of the page could not be loaded.';
  for (const [file, keys, says] of [
    ['saveScenario', 'Control+s', `The scenario was not saved, ${LOST} Try again, or reload the page.`],
    [
      'claimed',
      'Shift+Y',
      `The link with the verdict was not copied, ${LOST} Try again, or reload the page.`,
    ],
    ['copied', 'y', `Link to this step copied. Whether it works on another machine is not said, ${LOST}`],
  ] as const)
    test(file, async ({ page, faults, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.route(`**/assets/${file}-*.js`, (route) => route.abort());
      await open(page);
      await page.keyboard.press(keys);
      await expect(page.getByRole('status', { name: 'Notices' })).toHaveText(new RegExp(`^${says}`));
      faults.length = 0;
    });

  test('what is pasted', async ({ page, faults }) => {
    await page.route('**/assets/export-*.js', (route) => route.abort());
    await open(page);
    await expect(async () => {
      await paste(page, DRAWING);
      await expect(page.getByRole('status', { name: 'Notices' })).toHaveText(
        new RegExp(`^The text was not opened, ${LOST} Paste or drop it again, or reload the page.`),
        { timeout: 1000 },
      );
    }).toPass({ timeout: 10_000 });
    await page.keyboard.press('l');
    const library = page.getByRole('dialog', { name: 'Scenarios' });
    const field = library.getByLabel('Paste a link');
    await field.fill(DRAWING);
    await library.getByRole('button', { name: 'Open' }).first().click();
    await expect(library.getByRole('alert')).toHaveText(
      `The text was not opened, ${LOST} Try again, or reload the page.`,
    );
    await expect(field).toHaveValue(DRAWING);
    await page.unroute('**/assets/export-*.js');
    await library.getByRole('button', { name: 'Open' }).first().click();
    await expect(library).toHaveCount(0);
    faults.length = 0;
  });
});

test('a dialog whose file never answers says that it is loading, and closes', async ({ page }) => {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/assets\/(Library|Proof)-.*js/, async (route) => {
    await answered;
    await route.continue();
  });
  await open(page);
  const waiting = page.getByRole('dialog', { name: 'Loading' });
  for (const key of ['l', 'v']) {
    await page.keyboard.press(key);
    await expect(waiting).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(waiting).toHaveCount(0);
  }
  await page.keyboard.press('l');
  await expect(waiting).toBeVisible();
  answer();
  const library = page.getByRole('dialog', { name: 'Scenarios' });
  await expect(library).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(library).toHaveCount(0);
});

test('without its script the page says so, and the address keeps what was sent', async ({ page, faults }) => {
  await page.route('**/assets/index-*.js', (route) => route.abort());
  await page.goto(`#${story('naive')}`);
  await expect(page.getByText('its script did not arrive')).toBeVisible();
  await page.unroute('**/assets/index-*.js');
  await page.reload();
  await expect(page.locator('header.bar')).toContainText('naive');
  await expect(page).toHaveURL(new RegExp(`#${story('naive').slice(0, 12)}`));
  faults.length = 0;
});

test('where the whole page fails it says so, with what was open as a link', async ({ page, faults }) => {
  await page.addInitScript(() => {
    Object.defineProperty(SVGSVGElement.prototype, 'clientWidth', {
      get() {
        throw new Error('nobody expects this');
      },
    });
  });
  await page.goto(`#${story('naive')}`);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The page failed.');
  await expect(alert.getByRole('link')).toHaveAttribute(
    'href',
    new RegExp(`#${story('naive').slice(0, 12)}`),
  );
  await expect(alert.getByRole('button', { name: 'Reload' })).toBeVisible();
  faults.length = 0;
});
