import { readFileSync } from 'node:fs';
import type { Download, Locator, Page } from '@playwright/test';
import { FORMATS } from '../src/export/index.ts';
import { MOMENTS, momentAt } from '../src/export/picture/moment.fixture.ts';
import { encodeLink, LIBRARY, parseText } from '../src/scenario/index.ts';
import { design, fragmentOf, open, QUEUE, slider, story } from './page.ts';
import { expect, test } from './watched.ts';

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Export' });

async function openExport(page: Page, format?: string): Promise<void> {
  await page.keyboard.press('e');
  await expect(dialog(page)).toBeVisible();
  if (format) await dialog(page).getByRole('radio', { name: format, exact: true }).check();
}

/** The SVG that the preview shows. */
async function previewed(page: Page): Promise<string> {
  const address = (await dialog(page).getByRole('img').getAttribute('src')) ?? '';
  return decodeURIComponent(address.slice(address.indexOf(',') + 1));
}

async function saved(page: Page, format: string): Promise<Download> {
  const download = page.waitForEvent('download');
  await dialog(page)
    .getByRole('button', { name: `Save ${format}`, exact: true })
    .click();
  return download;
}

/** Shows an SVG document by itself, as whoever gets it would. */
const show = (page: Page, svg: string): Promise<unknown> =>
  page.goto(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`);

/** Every element of a drawing, with what it is, says and looks like; what the page alone needs is left out. */
function marksIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const parts = '.halo, .edge, .graph-rail, .node, .edge-label';
    const own = ['.hit', '.more', '.more *', '.fixed'].join();
    const painted = ['fill', 'stroke', 'opacity'] as const;
    const letters = ['fontFamily', 'fontSize', 'fontWeight', 'textAnchor'] as const;
    const lines = ['strokeWidth', 'strokeDasharray', 'strokeLinecap', 'paintOrder'] as const;
    // What is mixed by the browser comes in other units than what was mixed before, in which a half is a little less.
    const plain = (value: string) =>
      value
        .replace(/url\("#.*"\)/, 'a pattern')
        .replace(/color\(srgb (\S+) (\S+) (\S+)\)/, (_, ...parts: string[]) => {
          const [r, g, b] = parts.slice(0, 3).map((part) => Math.round(Number(part) * 255 + 0.001));
          return `rgb(${r}, ${g}, ${b})`;
        });
    const looks = (one: Element) => {
      const style = getComputedStyle(one);
      if (one.tagName === 'g') return [style.opacity];
      const isText = one.tagName === 'text' || one.tagName === 'tspan';
      return [
        ...painted.map((name) => plain(style[name])),
        ...(isText ? letters : []).map((name) => style[name]),
        ...(style.stroke === 'none' ? [] : lines).map((name) => style[name]),
      ];
    };
    const roots = [...document.querySelectorAll(parts)].filter(
      (one) => !one.parentElement?.closest(`${parts}, .graph-legend`),
    );
    return roots.flatMap((root) =>
      [root, ...root.querySelectorAll('*')]
        .filter((one) => !one.matches(own))
        .map((one) => {
          const attributes = [...one.attributes]
            .filter(({ name }) => !/^(aria-|id$|role$|data-edge$)/.test(name))
            .map(({ name, value }) => `${name}=${value}`)
            .sort();
          const text = [...one.childNodes]
            .map((inner) => (inner.nodeType === 3 ? inner.nodeValue : ''))
            .join('');
          return [one.tagName, ...attributes, text, ...looks(one)].join(' | ');
        }),
    );
  });
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`the SVG has each mark of the page: place, words and looks, ${colorScheme}`, async ({
    page,
    context,
  }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const other = await context.newPage();
    await other.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const late = LIBRARY.find(({ id }) => id === 'late-fput');
    if (!late) throw new Error('the library has no late fput any more');
    const seen = new Set<string>();
    for (const [fragment, steps] of [
      [story('naive'), [30, 144]],
      [story('7.3'), [113, 146, 151, 167, 251]],
      [encodeLink(late.scenario), [18]],
    ] as const) {
      await open(page, fragment);
      for (const step of steps) {
        await slider(page).fill(String(step));
        if (step % 2) await page.keyboard.press('h');
        await openExport(page);
        const svg = await previewed(page);
        await page.keyboard.press('Escape');
        // What is selected or pointed at would be lit.
        await page.mouse.move(0, 0);
        const marks = await marksIn(page);
        await show(other, svg);
        expect(await marksIn(other)).toEqual(marks);
        for (const mark of marks)
          for (const [word] of mark.matchAll(/data-(?!node)[\w-]+=\S+/g)) seen.add(word);
      }
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...['new', 'alive', 'dying', 'freed', 'held', 'uncounted'].map((status) => `data-status=${status}`),
        ...['touched', 'refused', 'uaf'].map((touch) => `data-touch=${touch}`),
        ...['taken', 'put'].map((change) => `data-change=${change}`),
        ...['x', 'r', 's'].map((pip) => `data-pip=${pip}`),
        ...['data-pinned=true', 'data-stranded=true', 'data-cycle=true', 'data-shape=tap', 'data-shape=line'],
      ]),
    );
  });

test('the command line draws the same picture as the page', async ({ page }) => {
  const text = `# design: 7.3\n# cursor: op 7 step 9\n${QUEUE}\nclose c`;
  await open(page, fragmentOf(text));
  for (const name of ['7.3', 'naive'] as const) {
    await design(page, name).click();
    await openExport(page);
    await dialog(page).getByRole('combobox', { name: 'Colours' }).selectOption('light');
    const moment = momentAt(parseText(text).scenario, name);
    expect(await previewed(page)).toBe(
      FORMATS.svg.write(moment, { theme: 'light', reading: 'holds', link: page.url() }),
    );
    await page.keyboard.press('Escape');
  }
});

test('whatever is drawn lies on the paper, words and caption as well', async ({ page }) => {
  test.setTimeout(180_000);
  for (const [, moments] of MOMENTS)
    for (const [name, moment] of [
      ['svg', moments.at(-1)],
      ['strip', moments[0]],
    ] as const) {
      if (!moment) continue;
      await show(page, FORMATS[name].write(moment, { theme: 'auto', reading: 'releases', link: '' }));
      const outside = await page.evaluate(() => {
        const paper = document.querySelector('.paper')?.getBoundingClientRect() ?? new DOMRect();
        return [...document.querySelectorAll('text, rect, path, circle')]
          .filter((one) => one.closest('defs') === null)
          .filter((one) => {
            const { left, right, top, bottom } = one.getBoundingClientRect();
            const isInside = left >= paper.left - 1 && right <= paper.right + 1;
            return !(isInside && top >= paper.top - 1 && bottom <= paper.bottom + 1);
          })
          .map((one) => one.outerHTML);
      });
      expect([moment.scenario.title, name, outside]).toEqual([moment.scenario.title, name, []]);
    }
});

test('e opens the dialog, and it goes back to where one was', async ({ page }) => {
  await open(page);
  await openExport(page);
  await expect(dialog(page).getByRole('radio', { name: 'SVG', exact: true })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  const button = page.getByRole('main', { name: 'Graph' }).getByRole('button', { name: 'export' });
  await button.click();
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(button).toBeFocused();
});

test('each format is copied and saved as it is previewed', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await openExport(page);
  for (const { title, extension, media } of Object.values(FORMATS)) {
    await dialog(page).getByRole('radio', { name: title, exact: true }).check();
    const shown =
      media === 'image/svg+xml'
        ? await previewed(page)
        : await dialog(page)
            .getByRole('region', { name: `Text of ${title}` })
            .textContent();
    expect(shown?.length).toBeGreaterThan(100);
    await dialog(page)
      .getByRole('button', { name: `Copy ${title}`, exact: true })
      .click();
    await expect(dialog(page).getByRole('status')).toHaveText(`${title} copied.`);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
    const download = await saved(page, title);
    expect(download.suggestedFilename()).toMatch(
      new RegExp(`^a-queue-is-live.*\\.naive\\.\\d+\\.${extension}$`),
    );
    expect(readFileSync(await download.path(), 'utf8')).toBe(shown);
  }
});

/** Width and height of a PNG. */
function sizeOf(png: Buffer): readonly [number, number] {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

test('PNG has twice the size, in a file and in the clipboard', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await openExport(page, 'PNG');
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(await previewed(page)) ?? [];
  const twice = [2 * Number(width), 2 * Number(height)];
  const download = await saved(page, 'PNG');
  expect(sizeOf(readFileSync(await download.path()))).toEqual(twice);
  await dialog(page).getByRole('button', { name: 'Copy PNG' }).click();
  await expect(dialog(page).getByRole('status')).toHaveText('PNG copied.');
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const bitmap = await createImageBitmap((await item?.getType('image/png')) as Blob);
    return [bitmap.width, bitmap.height];
  });
  expect(copied).toEqual(twice);
});

test('a picture has the colours that are chosen, PNG those that are seen', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page);
  await openExport(page);
  const colours = dialog(page).getByRole('combobox', { name: 'Colours' });
  const papers = async () =>
    [...(await previewed(page)).matchAll(/\.paper,.*?fill: (#\w+)/g)].map(([, fill]) => fill);
  expect(await papers()).toEqual(['#fcfcfb', '#161617']);
  await colours.selectOption('light');
  expect(await papers()).toEqual(['#fcfcfb']);
  await colours.selectOption('auto');
  await dialog(page).getByRole('radio', { name: 'PNG', exact: true }).check();
  expect(await papers()).toEqual(['#161617']);
  await dialog(page).getByRole('radio', { name: 'DOT', exact: true }).check();
  await expect(colours).toBeDisabled();
});

test('where the browser refuses to copy, or to draw, a sentence says what to do instead', async ({
  page,
}) => {
  await open(page);
  await page.evaluate(() => {
    const refuse = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    Object.assign(navigator.clipboard, { writeText: refuse, write: refuse });
    HTMLCanvasElement.prototype.toBlob = (done) => done(null);
  });
  await openExport(page);
  for (const format of ['SVG', 'PNG', 'JSON']) {
    await dialog(page)
      .getByRole('button', { name: `Copy ${format}` })
      .click();
    await expect(dialog(page).getByRole('status')).toHaveText(
      `The browser does not let the page copy ${format}. Save it instead.`,
    );
  }
  await dialog(page).getByRole('button', { name: 'Save PNG' }).click();
  await expect(dialog(page).getByRole('status')).toHaveText(
    'The browser cannot make a PNG of this size. Take the SVG instead.',
  );
});

test('the dialog fits a phone, whatever is chosen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await openExport(page);
  for (const name of ['SVG', 'PNG', ...Object.values(FORMATS).map(({ title }) => title)]) {
    await dialog(page).getByRole('radio', { name, exact: true }).check();
    const box = await dialog(page).boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390).toBe(true);
    expect(await dialog(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await expect(dialog(page).getByRole('button', { name: `Save ${name}`, exact: true })).toBeInViewport();
  }
});

test('what a run would be without some references is said with the design', async ({ page }) => {
  await open(page);
  await page.keyboard.press('v');
  await page.getByRole('button', { name: /^Without access->ictx of access 8/ }).click();
  await openExport(page);
  expect(await previewed(page)).toContain('in what if: naive, without access-&gt;ictx of access 8');
});
