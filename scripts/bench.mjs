import { deflateRawSync } from 'node:zlib';
import { findBrowser, launchArgs } from './browser.mjs';
import { buildPage, freePort } from './serve.mjs';

/** Milliseconds: the median of several runs after two that warm up. */
function time(run, runs = 9) {
  const taken = Array.from({ length: runs + 2 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return median(taken.slice(2));
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

const round = (number, digits = 1) => Number(number.toFixed(digits));

/** A scenario of about `objects` objects: hardware queues, each with all it needs. */
function grown(objects) {
  const lines = ['open > c', 'ioas_alloc c > io', 'mock_domain c pt=io > sd dev hw', 'ioas_map c ioas=io'];
  for (let i = 0; i * 4 + 5 <= objects; i++)
    lines.push(
      `hwpt_alloc c dev=dev pt=io nest_parent=1 > hp${i}`,
      `viommu_alloc c dev=dev hwpt=hp${i} > vi${i}`,
      `hw_queue_alloc c viommu=vi${i} > q${i}`,
    );
  return [...lines, 'close c'].join('\n');
}

/** A scenario of a number of operations, cut from one that goes round what people do. */
function sized(operations) {
  const lines = ['open > c', 'ioas_alloc c > io', 'mock_domain c pt=io > sd dev hw', 'ioas_map c ioas=io'];
  for (let i = 0; lines.length < operations; i++)
    lines.push(
      `hwpt_alloc c dev=dev pt=io nest_parent=1 > hp${i + 1}`,
      `viommu_alloc c dev=dev hwpt=hp${i + 1} > vi${i + 1}`,
      `hw_queue_alloc c viommu=vi${i + 1} > q${i}`,
      `access_create c ioas=io > acc${i + 1}`,
      `close acc${i + 1}`,
      `destroy c q${i}`,
    );
  return lines.slice(0, operations).join('\n');
}

function engine({ parseText, designOf, run, keepLedgers, judge }) {
  const rows = {};
  for (const objects of [8, 50, 300]) {
    const { ops } = parseText(grown(objects)).scenario;
    const design = designOf('merged');
    const found = run(ops, design);
    const steps = found.frames.length - 1;
    const ran = time(() => run(ops, design));
    const kept = time(() => keepLedgers(found));
    const ledgers = keepLedgers(found);
    rows[`${objects} objects`] = {
      'micro-steps': steps,
      'run ms': round(ran),
      'thousand steps/s': round(steps / ran),
      'ledger ms': round(kept),
      'verdict ms': round(time(() => judge(found, ledgers))),
    };
  }
  return rows;
}

function drawing({ parseText, designOf, run, keepLedgers, sceneOf, pictureAt }) {
  const rows = {};
  for (const objects of [8, 50, 300, 600]) {
    const { ops } = parseText(grown(objects)).scenario;
    const found = run(ops, designOf('merged'));
    const ledgers = keepLedgers(found);
    const scene = sceneOf([found]);
    const middle = found.ops.at(-2).first;
    rows[`${objects} objects`] = {
      nodes: scene.nodes.length,
      edges: scene.edges.length,
      'layout ms': round(time(() => sceneOf([found]), 5)),
      'picture ms': round(
        time(() => pictureAt(scene, found, ledgers, middle), 15),
        2,
      ),
    };
  }
  return rows;
}

function links({ parseText, encodeLink, decodeLink }) {
  const rows = {};
  for (const operations of [5, 30, 80, 200]) {
    const { scenario } = parseText(sized(operations));
    const link = encodeLink(scenario);
    const json = JSON.stringify(scenario, (_, value) => (typeof value === 'bigint' ? String(value) : value));
    const deflated = deflateRawSync(json, { level: 9 }).toString('base64url');
    rows[`${operations} operations`] = {
      characters: link.length,
      'JSON + deflate': deflated.length,
      ratio: round(link.length / deflated.length, 2),
      'encode ms': round(
        time(() => encodeLink(scenario)),
        2,
      ),
      'decode ms': round(
        time(() => decodeLink(link)),
        2,
      ),
    };
  }
  return rows;
}

/** From the key press to the frame in which its step is painted, in a real browser on the built page. */
async function steps({ parseText, encodeLink }) {
  if (!buildPage()) throw new Error('the page does not build');
  const { chromium } = await import('@playwright/test');
  const { preview } = await import('vite');
  const browser = await chromium.launch({ executablePath: (await findBrowser()).path, args: launchArgs });
  const server = await preview({ preview: { host: '127.0.0.1', port: await freePort(), strictPort: true } });
  const rows = {};
  try {
    for (const objects of [8, 50, 300]) {
      const { scenario } = parseText(grown(objects));
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(
        `${server.resolvedUrls.local[0]}#${encodeLink({ ...scenario, cursor: { op: 5, step: 0 } })}`,
      );
      await page.getByRole('slider', { name: 'Step' }).waitFor();
      const press = (key) =>
        page.evaluate(async (pressed) => {
          const taken = [];
          for (let i = 0; i < 60; i++) {
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
            const start = performance.now();
            document.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
            taken.push(performance.now() - start);
          }
          return taken.slice(10);
        }, key);
      const taken = [...(await press('ArrowRight')), ...(await press('ArrowLeft'))];
      const p95 = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * 0.95)];
      rows[`${objects} objects`] = {
        'key to paint ms': round(median(taken)),
        'p95 ms': round(p95(taken)),
      };
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return rows;
}

function print(title, rows) {
  console.log(`\n${title}`);
  console.table(rows);
}

/** Prints figures and gives no verdict. Compare within one run: machines and their moods differ. */
export async function bench() {
  const { createServer } = await import('vite');
  const server = await createServer({
    server: { middlewareMode: true },
    appType: 'custom',
    logLevel: 'error',
  });
  try {
    const rooms = await Promise.all(
      ['iommufd', 'scenario', 'trace', 'scene'].map((room) => server.ssrLoadModule(`/src/${room}/index.ts`)),
    );
    const all = Object.assign({}, ...rooms);
    print('Engine, merged design, median of 9 runs', engine(all));
    print('Layout of the whole run, and the picture of one step', drawing(all));
    print('Links, in characters', links(all));
    print('A step in the browser, from the key press to the frame that shows it', await steps(all));
  } finally {
    await server.close();
  }
}
