import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { Mermaid } from 'mermaid';
import { mermaidOf } from '../src/export/picture/formats/mermaid.ts';
import { HOSTILE_SCENARIO, MOMENTS, momentAt } from '../src/export/picture/moment.fixture.ts';
import type { Moment } from '../src/export/picture/moment.ts';
import { referencesOf } from '../src/export/picture/references.ts';
import { EMPTY_SCENARIO } from '../src/scenario/index.ts';
import { expect, test } from './watched.ts';

const folder = new URL('.', import.meta.resolve('mermaid/dist/mermaid.esm.min.mjs'));

test.beforeEach(async ({ page, baseURL }) => {
  await page.route('**/mermaid/**', (route) => {
    const path = new URL(route.request().url()).pathname.split('/mermaid/')[1] ?? '';
    if (path === '')
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Mermaid</title>' });
    return route.fulfill({ path: fileURLToPath(new URL(path, folder)), contentType: 'text/javascript' });
  });
  await page.goto(`${baseURL}mermaid/`);
});

/** Has Mermaid draw some flowcharts: the words of the nodes and of the references of each. */
async function drawn(page: Page, texts: readonly string[]) {
  return page.evaluate(async (all) => {
    const address = new URL('mermaid.esm.min.mjs', location.href).href;
    const { default: mermaid }: { default: Mermaid } = await import(address);
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
    const found = [];
    for (const [i, text] of all.entries()) {
      const { svg } = await mermaid.render(`drawn${i}`, text);
      const parsed = new DOMParser().parseFromString(svg, 'text/html');
      // A line break in a label is an element of its own.
      const wordsOf = (one: Element) => {
        for (const br of one.querySelectorAll('br')) br.replaceWith('\n');
        return one.textContent?.trim() ?? '';
      };
      const words = (selector: string) => [...parsed.querySelectorAll(selector)].map(wordsOf);
      found.push({ nodes: words('.node .nodeLabel').sort(), edges: words('.edgeLabel .edgeLabel').sort() });
    }
    return found;
  }, texts);
}

const wanted = (moment: Moment) => {
  const { nodes, edges } = referencesOf(moment);
  const words = ({ lines }: { readonly lines: readonly string[] }) => lines.join('\n').trim();
  return { nodes: nodes.map(words).sort(), edges: edges.map(words).sort() };
};

test('Mermaid draws each node and each reference, as it is, in every scenario of the library', async ({
  page,
}) => {
  test.setTimeout(300_000);
  for (const [id, moments] of MOMENTS) {
    const found = await drawn(
      page,
      moments.map((moment) => mermaidOf(moment, { reading: 'holds', link: '#1a' })),
    );
    expect([id, found]).toEqual([id, moments.map(wanted)]);
  }
});

test('Mermaid draws a label as it is, whatever it is, and nothing where there is nothing', async ({
  page,
}) => {
  const moments = [HOSTILE_SCENARIO, EMPTY_SCENARIO].map((scenario) => momentAt(scenario));
  const texts = moments.map((moment) => mermaidOf(moment, { reading: 'holds', link: '#1a' }));
  expect(await drawn(page, texts)).toEqual(moments.map(wanted));
});
