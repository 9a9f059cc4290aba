import type { Locator, Page } from '@playwright/test';
import { type Claim, encodeLink, parseText } from '../src/scenario/index.ts';
import { claiming } from '../src/store/index.ts';
import { expect } from './watched.ts';

/** The fragment of a scenario written as text. */
export function fragmentOf(text: string): string {
  const { scenario, problems } = parseText(text);
  if (problems.length) throw new Error(`not a scenario: ${JSON.stringify(problems[0])}`);
  return encodeLink(scenario);
}

/** Everything up to a live queue; `close c` is what the story is about. */
export const QUEUE = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
hw_queue_alloc c viommu=vi > q0`;

/** The story, where it opens: everything is there and nothing is closed. */
export const story = (design: string, step = 0): string =>
  fragmentOf(`# design: ${design}\n# cursor: op 7 step ${step}\n${QUEUE}\nclose c`);

/** The fragment of the story that claims how it ends in naive, as it does or as somebody has doctored it. */
export function claimLink(doctored: Partial<Claim> = {}): string {
  const { claim, ...scenario } = claiming(
    parseText(`# design: naive\n# cursor: op 7 step 0\n${QUEUE}\nclose c`).scenario,
  );
  return encodeLink({ ...scenario, claim: { ...claim, ...doctored } });
}

export async function open(page: Page, fragment = ''): Promise<void> {
  await page.goto(fragment ? `#${fragment}` : '');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

export const slider = (page: Page): Locator => page.getByRole('slider', { name: 'Step' });
export const transport = (page: Page): Locator => page.getByRole('group', { name: 'Step', exact: true });
export const design = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: 'Design' }).getByRole('button', { name, exact: true });
export const banner = (page: Page): Locator => page.getByRole('banner');
export const verdict = (page: Page): Locator =>
  banner(page).getByRole('button', { name: /^(FREED|LEAK|NO PROGRESS|UAF|BAD PUT|HANG|WARN)$/ });
/** What is said of every teardown order, where the user stands. */
export const fromHere = (page: Page): Locator => page.getByRole('region', { name: 'From here' });
export const drawing = (page: Page): Locator =>
  page.getByRole('main', { name: 'Graph' }).getByRole('application');
export const operations = (page: Page): Locator =>
  page.getByRole('region', { name: 'Operations' }).getByRole('listitem');
export const tab = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: 'Panels' }).getByRole('button', { name, exact: true });
export const node = (page: Page, key: string | RegExp): Locator =>
  drawing(page).locator('[data-node]').filter({ hasText: key });
export const notice = (page: Page): Locator => page.getByRole('status', { name: 'Notices' });
export const claim = (page: Page): Locator => page.getByRole('status', { name: 'Claim' });
export const textField = (page: Page): Locator => page.getByRole('textbox', { name: 'Scenario as text' });

/** The frame that is shown, and the last one. */
export async function place(page: Page): Promise<{ at: number; end: number }> {
  const at = Number(await slider(page).inputValue());
  return { at, end: Number(await slider(page).getAttribute('max')) };
}

/** The operation at which the cursor stands, as it is written. */
export async function current(page: Page): Promise<string> {
  return (await page.locator('[aria-current="step"]').filter({ hasText: /\S/ }).innerText()).trim();
}

export interface Drawn {
  readonly key: string;
  readonly status: string;
  readonly text: string;
  readonly box: string;
}

/** Every node that is drawn: where it is on the screen, and what it says. */
export function drawn(page: Page): Promise<readonly Drawn[]> {
  return drawing(page).evaluate((svg) =>
    [...svg.querySelectorAll('.node')].map((one) => {
      const { x, y, width, height } = (one.querySelector('.body') as Element).getBoundingClientRect();
      return {
        key: one.getAttribute('data-node') ?? '',
        status: one.getAttribute('data-status') ?? '',
        text: one.textContent ?? '',
        box: [x, y, width, height].map((value) => value.toFixed(3)).join(' '),
      };
    }),
  );
}

export interface Step {
  /** Where each node is on the screen. */
  readonly boxes: readonly (readonly [key: string, box: string])[];
  /** All that there is to see: nodes, edges, the words beside them. */
  readonly picture: string;
}

/** Presses a key until it leads nowhere, within the page since it is far, and says what was seen at each step. */
export function walk(page: Page, key: 'ArrowRight' | 'ArrowLeft'): Promise<readonly Step[]> {
  return page.evaluate(async (pressed) => {
    const range = document.querySelector('input[type=range]') as HTMLInputElement;
    const look = () => {
      const nodes = [...document.querySelectorAll('.graph-drawing .node')];
      const boxes = nodes.map((one) => {
        const { x, y, width, height } = (one.querySelector('.body') as Element).getBoundingClientRect();
        const box = [x, y, width, height].map((value) => value.toFixed(3)).join(' ');
        return [one.getAttribute('data-node') ?? '', box] as const;
      });
      const marks = [...nodes, ...document.querySelectorAll('.graph-drawing .edge')].map((one) =>
        [...[...one.attributes].map(({ name, value }) => `${name}=${value}`).sort(), one.textContent].join(
          ' ',
        ),
      );
      // What the explorer has to say comes when it comes.
      const words = [...document.querySelectorAll('.bar > :not(.ends), .verdict, aside, footer')].map(
        (one) => one.textContent,
      );
      return { boxes, picture: [...marks.sort(), ...words].join('\n') };
    };
    const seen = [];
    for (let before = -1; Number(range.value) !== before; ) {
      before = Number(range.value);
      seen.push(look());
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
      await new Promise((done) => setTimeout(done));
    }
    return seen;
  }, key);
}

export const layer = (page: Page): Locator => drawing(page).locator('.graph-layer');
export const scale = async (page: Page): Promise<number> =>
  Number(/scale\(([\d.]+)\)/.exec((await layer(page).getAttribute('transform')) ?? '')?.[1]);

/** Waits until the drawing answers a pointer: what does that comes with the first one on the page. */
export async function pointed(page: Page): Promise<void> {
  const before = await scale(page);
  await expect(async () => {
    await page.mouse.move(700, 300);
    await page.mouse.wheel(0, -1);
    expect(await scale(page)).toBeGreaterThan(before);
  }).toPass();
}
