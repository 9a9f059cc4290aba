import { describe, expect, test } from 'vitest';
import { LIBRARY } from '../../../guide/index.ts';
import { drawnEdges, drawnNodes, pictureAt, sceneOf } from '../../../scene/index.ts';
import { sessionOf } from '../../../store/index.ts';
import { gone, round, type Stand, standIn, WALK_KEYS } from './walking.ts';

const pictures = LIBRARY.map(({ scenario }) => {
  const { run, ledgers } = sessionOf(scenario.ops, 'naive');
  const scene = sceneOf([run]);
  return { title: scenario.title, scene, run, ledgers };
});

/** All that can be stood at from somewhere. */
function reached(nodes: Parameters<typeof gone>[0], edges: Parameters<typeof gone>[1]): Set<string> {
  const found = new Map<string, Stand>();
  const start: Stand = { node: nodes[0]?.node ?? '', edge: null };
  found.set(JSON.stringify(start), start);
  // A Map visits what is added while it is walked.
  for (const stand of found.values())
    for (const next of [
      ...WALK_KEYS.go.map((key) => gone(nodes, edges, stand, key)),
      round(edges, stand, 1),
      round(edges, stand, -1),
    ])
      found.set(JSON.stringify(next), next);
  return new Set([...found.values()].map(({ node, edge }) => edge ?? node));
}

describe('a walk through the drawing', () => {
  test('comes to every node and every reference, at the end of any operation', () => {
    const missed = pictures.flatMap(({ title, scene, run, ledgers }) =>
      run.ops.flatMap(({ last }) => {
        const picture = pictureAt(scene, run, ledgers, last);
        const [nodes, edges] = [drawnNodes(scene, picture), drawnEdges(scene, picture)];
        if (nodes.length === 0) return [];
        const seen = reached(nodes, edges);
        return [...nodes.map(({ node }) => node), ...edges.map(({ edge }) => edge)]
          .filter((one) => !seen.has(one))
          .map((one) => `${title}, ${last}: ${one}`);
      }),
    );
    expect(missed).toEqual([]);
  });

  const nodes = [
    { node: 'a', kind: 'fd', x: 0, y: 0 },
    { node: 'b', kind: 'ictx', x: 100, y: 0 },
    { node: 'c', kind: 'ioas', x: 10, y: 80 },
  ];
  const edges = [
    { edge: 'ab', from: 'a', to: 'b' },
    { edge: 'ca', from: 'c', to: 'a' },
  ];
  const at = (node: string, edge: string | null = null): Stand => ({ node, edge });

  test('goes with an arrow to the nearest node that way, and stays where there is none', () => {
    expect(gone(nodes, edges, at('a'), 'ArrowRight')).toEqual(at('b'));
    expect(gone(nodes, edges, at('a'), 'ArrowDown')).toEqual(at('c'));
    expect(gone(nodes, edges, at('a'), 'ArrowLeft')).toEqual(at('a'));
  });

  test('goes round the references of a node, and from one of them to its end that way', () => {
    expect(round(edges, at('a'), 1)).toEqual(at('a', 'ab'));
    expect(round(edges, at('a'), -1)).toEqual(at('a', 'ca'));
    expect(round(edges, at('a', 'ca'), 1)).toEqual(at('a', 'ab'));
    expect(gone(nodes, edges, at('a', 'ab'), 'ArrowRight')).toEqual(at('b'));
    expect(gone(nodes, edges, at('a', 'ca'), 'ArrowUp')).toEqual(at('a'));
  });

  test('stays in what is drawn when a step takes its place away', () => {
    expect(standIn(nodes, edges, at('b', 'gone'))).toEqual(at('b'));
    expect(standIn(nodes, edges, at('gone'))).toEqual(at('b'));
    expect(standIn(nodes.slice(0, 1), [], at('gone'))).toEqual(at('a'));
    expect(standIn([], [], at('a'))).toBeNull();
  });
});
