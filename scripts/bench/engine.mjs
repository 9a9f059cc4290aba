import { deflateRawSync } from 'node:zlib';
import { round, time } from './measure.mjs';
import { grown, sized } from './scenarios.mjs';

/** How fast scenarios run, and what is read off the runs. */
export function engine({ parseText, designOf, run, keepLedgers, judge }) {
  const rows = {};
  for (const objects of [9, 50, 300, 1000]) {
    const { ops } = parseText(grown(objects)).scenario;
    const design = designOf('7.3');
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

/** What it takes to lay out a run and to say what one step of it looks like. */
export function drawing({ parseText, designOf, run, keepLedgers, sceneOf, pictureAt }) {
  const rows = {};
  for (const objects of [9, 50, 300, 1000]) {
    const { ops } = parseText(grown(objects)).scenario;
    const found = run(ops, designOf('7.3'));
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

/** How long links are, against the same document as any program would pack it. */
export function links({ parseText, encodeLink, decodeLink }) {
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
