import type { Picture } from '../picture.ts';
import type { Scene } from '../scene.ts';
import { namer } from './words.ts';

/** The drawing in a sentence, for whoever cannot see it. */
export function summaryOf(scene: Scene, picture: Picture): string {
  const name = namer(scene, picture.nodes);
  const count = (test: (i: number) => boolean) => scene.nodes.filter((_, i) => test(i)).length;
  const alive = count((i) => ['alive', 'new', 'dying'].includes(picture.nodes[i]?.status ?? ''));
  const freed = count((i) => picture.nodes[i]?.status === 'freed');
  const cycles = picture.cycles.map(({ nodes, pinned }) => {
    const chain = [...nodes, nodes[0] ?? ''].map(name).join(' → ');
    return pinned ? ` LEAK, a cycle pins itself: ${chain}.` : ` A cycle: ${chain}.`;
  });
  return `Reference graph: ${alive} nodes alive, ${freed} freed.${cycles.join('')}`;
}
