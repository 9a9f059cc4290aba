import { median, p95, round } from './measure.mjs';
import { grown } from './scenarios.mjs';

const SIZE = { width: 1440, height: 900 };

/** In the page: lays the graph out with force-graph, the ticks that it takes by itself and no frame between them. */
function layForceGraph({ nodes, links }) {
  const start = performance.now();
  return new Promise((done) => {
    new window.ForceGraph(document.querySelector('#graph'))
      .width(window.innerWidth)
      .height(window.innerHeight)
      .nodeLabel('id')
      .linkDirectionalArrowLength(4)
      .warmupTicks(300)
      .cooldownTicks(0)
      .onEngineStop(() => done(performance.now() - start))
      .graphData({ nodes: nodes.map((id) => ({ id })), links: links.map((one) => ({ ...one })) });
  });
}

/** In the page: lays the graph out with cytoscape and its own layout of springs. */
function layCytoscape({ nodes, links }) {
  const start = performance.now();
  const graph = window.cytoscape({
    container: document.querySelector('#graph'),
    elements: [
      ...nodes.map((id) => ({ data: { id } })),
      ...links.map(({ source, target }, i) => ({ data: { id: `link ${i}`, source, target } })),
    ],
    style: [
      { selector: 'node', style: { label: 'data(id)' } },
      { selector: 'edge', style: { 'curve-style': 'bezier', 'target-arrow-shape': 'triangle' } },
    ],
    layout: { name: 'preset' },
  });
  graph.layout({ name: 'cose', animate: false }).run();
  return performance.now() - start;
}

/** In the page: zooms in and out by the wheel over what is drawn; how long each frame takes. */
async function zoomed(selector) {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const drawing = document.querySelector(selector);
  const taken = [];
  for (let i = 0; i < 60; i++) {
    await frame();
    const start = performance.now();
    const deltaY = i % 20 < 10 ? -20 : 20;
    drawing.dispatchEvent(
      new WheelEvent('wheel', { deltaY, clientX: 600, clientY: 400, bubbles: true, cancelable: true }),
    );
    await frame();
    taken.push(performance.now() - start);
  }
  return taken.slice(10);
}

const framed = (taken) => ({ 'frame ms': round(median(taken)), 'p95 ms': round(p95(taken)) });

async function peer(browser, { script, lay, selector }, graph) {
  const page = await browser.newPage({ viewport: SIZE });
  await page.setContent('<div id="graph" style="position: fixed; inset: 0"></div>');
  await page.addScriptTag({ path: script });
  const taken = await page.evaluate(lay, graph);
  await page.waitForTimeout(500);
  const row = { 'layout ms': round(taken, 0), ...framed(await page.evaluate(zoomed, selector)) };
  await page.close();
  return row;
}

const PEERS = {
  'force-graph': {
    script: 'scripts/bench/node_modules/force-graph/dist/force-graph.min.js',
    lay: layForceGraph,
    selector: 'canvas',
  },
  cytoscape: {
    script: 'scripts/bench/node_modules/cytoscape/dist/cytoscape.min.js',
    lay: layCytoscape,
    selector: '#graph canvas',
  },
};

/** The same graphs laid out and zoomed by force-graph, by cytoscape and by this page, in one browser. */
export async function peers(browser, address, { parseText, encodeLink, designOf, run, sceneOf }) {
  const rows = {};
  for (const objects of [9, 50, 300, 1000]) {
    const { scenario } = parseText(grown(objects));
    const found = run(scenario.ops, designOf('7.3'));
    const start = performance.now();
    const scene = sceneOf([found]);
    const laid = performance.now() - start;
    const page = await browser.newPage({ viewport: SIZE });
    const link = encodeLink({ ...scenario, cursor: { op: scenario.ops.length - 1, step: 0 } });
    await page.goto(`${address}#${link}`);
    await page.locator('svg [data-node]').first().waitFor({ timeout: 300_000 });
    await page.waitForTimeout(3_000);
    const own = { 'layout ms': round(laid, 0), ...framed(await page.evaluate(zoomed, 'main svg')) };
    await page.close();
    const links = scene.edges.map(({ from, to }) => ({ source: from, target: to }));
    const graph = { nodes: scene.nodes.map(({ key }) => key), links };
    for (const [name, one] of Object.entries(PEERS))
      rows[`${objects} objects, ${name}`] = await peer(browser, one, graph);
    rows[`${objects} objects, this page`] = own;
  }
  return rows;
}
