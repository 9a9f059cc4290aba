import { expect, test } from 'vitest';
import { designOf } from '../../iommufd/index.ts';
import { LIBRARY } from '../../scenario/index.ts';
import { keepLedgers, run } from '../../trace/index.ts';
import { drawnNodes, type Mark, nodeMark, pictureAt, sceneOf } from '../index.ts';

function textsOf(mark: Mark): readonly string[] {
  return mark.inside.flatMap((one) => (typeof one === 'string' ? [one] : one ? textsOf(one) : []));
}

test('what kind of file a descriptor has is never cut', () => {
  const cut = LIBRARY.flatMap(({ scenario }) => {
    const found = run(scenario.ops, designOf(scenario.design));
    const scene = sceneOf([found]);
    return drawnNodes(scene, pictureAt(scene, found, keepLedgers(found), found.frames.length - 1))
      .filter(({ kind }) => kind === 'fd')
      .flatMap((node) => textsOf(nodeMark(node)))
      .filter((text) => text.includes('…'));
  });
  expect(cut).toEqual([]);
});
