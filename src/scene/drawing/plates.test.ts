import { describe, expect, test } from 'vitest';
import { designOf, MAIN_DESIGNS } from '../../iommufd/index.ts';
import { LIBRARY } from '../../scenario/index.ts';
import { keepLedgers, run } from '../../trace/index.ts';
import { pictureAt, platesOf, sceneOf } from '../index.ts';

const shown = LIBRARY.flatMap(({ scenario }) => {
  const runs = MAIN_DESIGNS.map((name) => run(scenario.ops, designOf(name)));
  const scene = sceneOf(runs);
  return runs.map((found) => ({ title: scenario.title, scene, found, ledgers: keepLedgers(found) }));
});

describe.each(['holds', 'releases'] as const)('the names of references, read as %s', (reading) => {
  test('cover no node, and none is cut at the edge of the drawing, at the end of any operation', () => {
    const bad = shown.flatMap(({ title, scene, found, ledgers }) =>
      found.ops.flatMap(({ last }) =>
        platesOf(scene, pictureAt(scene, found, ledgers, last), { selected: null, hovered: null, reading })
          .filter(({ x, y, width, height }) => {
            const { bounds } = scene;
            const isCut = x - width / 2 < bounds.x - 1 || x + width / 2 > bounds.x + bounds.width + 1;
            const covers = scene.nodes.some(
              (node) =>
                Math.abs(node.x - x) < (node.width + width) / 2 - 4 &&
                Math.abs(node.y - y) < (node.height + height) / 2 - 4,
            );
            return isCut || covers;
          })
          .map(({ text, note }) => `${title}: ${text} ${note}`),
      ),
    );
    expect(bad).toEqual([]);
  });
});
