import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { dotOf } from '../src/export/picture/formats/dot.ts';
import { HOSTILE_SCENARIO, MOMENTS, momentAt } from '../src/export/picture/moment.fixture.ts';
import type { Moment } from '../src/export/picture/moment.ts';
import { referencesOf } from '../src/export/picture/references.ts';
import { EMPTY_SCENARIO } from '../src/scenario/index.ts';

/** What Graphviz writes for the styles of a line. */
const [SOLID, DASHED, DOTTED] = ['', '5,2', '1,5'];

/** One element that is drawn: its name, the lines of its text, and its style. */
const drawn = (name: string, lines: readonly string[], style = SOLID) => JSON.stringify([name, lines, style]);

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const decoded = (text: string) =>
  text
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (all, name) => NAMED[name] ?? all)
    .replaceAll('\u00a0', ' ');

function drawnIn(svg: string, kind: 'node' | 'edge'): readonly string[] {
  const groups = svg.matchAll(new RegExp(`<g id="\\w+" class="${kind}">([\\s\\S]*?)</g>`, 'g'));
  return [...groups]
    .map(([, source = '']) => {
      const name = decoded(/<title>([^<]*)<\/title>/.exec(source)?.[1] ?? '');
      const lines = [...source.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = '']) =>
        decoded(text),
      );
      return drawn(name, lines, /stroke-dasharray="([\d,]+)"/.exec(source)?.[1]);
    })
    .sort();
}

/** Has Graphviz draw a graph, and compares what it drew with what there is. */
function compare(moment: Moment): void {
  const { status, stdout, stderr } = spawnSync('dot', ['-Tsvg'], {
    input: dotOf(moment, { reading: 'holds', link: '#1a' }),
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { nodes, edges } = referencesOf(moment);
  const names = new Map(nodes.map(({ node }, i) => [node, `n${i}`]));
  expect(drawnIn(stdout, 'node')).toEqual(
    nodes
      .map(({ node, lines, status: is }) =>
        drawn(names.get(node) ?? '', lines, is === 'freed' || is === 'new' ? DASHED : SOLID),
      )
      .sort(),
  );
  expect(drawnIn(stdout, 'edge')).toEqual(
    edges
      .map(({ from, to, lines, status: is, change }) =>
        drawn(
          `${names.get(from)}->${names.get(to)}`,
          lines,
          change === 'put' ? DASHED : is === 'uncounted' ? DOTTED : SOLID,
        ),
      )
      .sort(),
  );
}

describe.skipIf(process.env.WITHOUT_GRAPHVIZ)('Graphviz draws each node and each reference, as it is', () => {
  test.each(MOMENTS)('in %s', (_, moments) => {
    for (const moment of moments) compare(moment);
  });

  test('whatever the labels are', () => compare(momentAt(HOSTILE_SCENARIO)));

  test('where there is nothing', () => compare(momentAt(EMPTY_SCENARIO)));
});
