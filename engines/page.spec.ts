import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { decodeLink } from '../src/scenario/index.ts';
import { serveWatched } from './site.ts';
import { Tab } from './tab.ts';

const engine = process.env.ENGINE ?? 'firefox';

let site: Awaited<ReturnType<typeof serveWatched>>;
let tab: Tab;

beforeAll(async () => {
  site = await serveWatched();
  tab = await Tab.start(engine);
});

afterAll(async () => {
  await tab?.end();
  await site?.end();
});

const VERDICT = '.ends button';
const DESIGN = '.designs [aria-pressed="true"]';
const QUESTION = '[aria-label="Question"] button';
const FROM_HERE = '[aria-label="From here"]';

const shows = (selector: string, what: string | RegExp) =>
  expect.poll(() => tab.text(selector)).toMatch(what);

beforeEach(async () => {
  await tab.open(site.address);
  await shows(FROM_HERE, 'in 4 of 36 teardown orders');
  await shows(QUESTION, 'close c');
});

afterEach(async () => expect(await tab.faults()).toEqual([]));

const frame = () =>
  tab.evaluate(() => Number(document.querySelector<HTMLInputElement>('.timeline input')?.value));

/** Strokes of a key that is held: WebKit takes a hundred addresses in ten seconds, and throws at the next. */
const HELD = 140;

/** Holds a key down, faster than a driver does; the page is drawn after every twentieth stroke. */
const hold = (key: string) =>
  tab.evaluate(
    async (held, times) => {
      for (let i = 1; i <= times; i++) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: held, bubbles: true }));
        if (i % 20 === 0) await new Promise((done) => setTimeout(done));
      }
    },
    key,
    HELD,
  );

/** The file that was saved last, once the browser has it whole. */
async function saved(ending: string): Promise<Buffer> {
  const found = () => readdirSync(tab.downloads).find((name) => name.endsWith(ending));
  await expect.poll(found, { message: `a download that ends with ${ending}` }).toBeDefined();
  const file = join(tab.downloads, found() ?? '');
  await expect.poll(() => statSync(file).size).toBeGreaterThan(0);
  return readFileSync(file);
}

async function tellsTheStory(): Promise<void> {
  await shows(DESIGN, /^naive$/);
  await tab.click(QUESTION, 'close c');
  await shows(VERDICT, 'LEAK');
  await shows('.node', /access8.*LEAK/);
  await tab.press('x');
  await tab.press('x');
  await shows(DESIGN, /^7\.3$/);
  await tab.press('End');
  await shows(VERDICT, 'FREED');
  expect(await tab.text('[data-node]:not([data-status="freed"])')).toBe('');
}

/** Visible choices whose chosen text has less room than the engine would give it. */
const clipped = () =>
  tab.evaluate(() =>
    [...document.querySelectorAll('select')]
      .filter((one) => one.getClientRects().length > 0)
      .flatMap((one) => {
        const free = one.cloneNode() as HTMLSelectElement;
        const chosen = one.selectedOptions[0];
        if (chosen) free.append(chosen.cloneNode(true));
        Object.assign(free.style, { position: 'absolute', width: 'max-content', maxWidth: 'none' });
        one.after(free);
        const [has, wants] = [one, free].map((box) => box.getBoundingClientRect().width);
        free.remove();
        const name = one.ariaLabel ?? one.labels[0]?.textContent;
        return (has ?? 0) + 0.5 < (wants ?? 0) ? [`${name}: ${chosen?.text} has ${has} of ${wants}`] : [];
      }),
  );

test('the story: the close leaks in naive, and in 7.3 everything is freed', async () => {
  await tab.picture(`test-results/engines/${engine}.png`);
  await tellsTheStory();
});

test('keys step forwards and back to the same picture, and the address follows the design', async () => {
  const start = await frame();
  const before = await tab.text('.node');
  await tab.press('ArrowLeft', 5);
  await expect.poll(frame).toBe(start - 5);
  expect(await tab.text('.node')).not.toBe(before);
  await tab.press('ArrowRight', 5);
  await expect.poll(frame).toBe(start);
  expect(await tab.text('.node')).toBe(before);
  await tab.press('x');
  await expect.poll(() => tab.address()).toContain('#1');
  const link = await tab.address();
  await tab.press('x');
  await expect.poll(() => tab.address()).not.toBe(link);
  await tab.open(link);
  await shows(DESIGN, /^v6$/);
});

test('keys that are held go where each alone would, and the address says the last design', async () => {
  const start = await frame();
  await hold('ArrowLeft');
  await expect.poll(frame).toBe(start - HELD);
  await hold('x');
  await shows(DESIGN, /^7\.3$/);
  await expect.poll(async () => decodeLink(await tab.address()).scenario?.design).toBe('7.3');
});

test('every teardown order is tried by a worker, in each design', async () => {
  await shows(FROM_HERE, 'in 4 of 36 teardown orders');
  await tab.press('v');
  await shows('dialog .matrix', /7\.3.*FREED in all 36 teardown orders/);
  await shows('dialog .properties', /P1.*fails/);
  await tab.press('Escape');
});

test.each(['SVG', 'PNG', 'DOT'])('%s is saved as a file', async (format) => {
  await tab.press('e');
  await shows('dialog', 'Export');
  await tab.click(`[aria-label="Save ${format}"]`);
  const file = await saved(`.${format.toLowerCase()}`);
  expect(file.toString('latin1')).toMatch(/^(<svg|.PNG|\/\/ http\S+\ndigraph)/);
  await tab.press('Escape');
});

test('the page in one file opens from a disk, tells the story and tries every order', async () => {
  await tab.open(site.onePage);
  await shows(FROM_HERE, 'in 4 of 36 teardown orders');
  await tellsTheStory();
});

test('what is chosen in a list is to be read whole', async () => {
  await shows('.designs select', 'more');
  expect(await clipped()).toEqual([]);
  await tab.press('c');
  await shows('main', 'FREED');
  expect(await clipped()).toEqual([]);
  for (const [key, title] of Object.entries({
    l: 'Scenarios',
    d: 'Custom design',
    e: 'Export',
    v: 'Proof',
  })) {
    await tab.press(key);
    await shows('dialog h2', title);
    expect(await clipped(), title).toEqual([]);
    await tab.press('Escape');
    await shows('dialog h2', /^$/);
  }
});
