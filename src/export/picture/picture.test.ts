import { describe, expect, test } from 'vitest';
import { DESIGN_NAMES } from '../../iommufd/index.ts';
import { EMPTY_SCENARIO, SEED } from '../../scenario/index.ts';
import { lastFrame } from '../../trace/index.ts';
import { dotOf } from './formats/dot.ts';
import { graphJsonOf } from './formats/graph_json.ts';
import { markdownOf } from './formats/markdown.ts';
import { mermaidOf } from './formats/mermaid.ts';
import { keyFramesOf, stripOf } from './formats/strip.ts';
import { svgOf } from './formats/svg.ts';
import { FORMATS } from './formats.ts';
import type { Look } from './look.ts';
import { HOSTILE_SCENARIO, MOMENTS, momentAt } from './moment.fixture.ts';
import { pictureOf } from './moment.ts';

const LOOK: Look = { theme: 'light', reading: 'holds', link: 'https://example.org/#1a' };

const seedAt = (step: number) => momentAt(SEED, 'naive', step);
const END = lastFrame(momentAt(SEED, 'naive').run);

describe.each(MOMENTS)('%s', (_, moments) => {
  test('is written in every format at every step, and each end of a reference is a node of it', () => {
    for (const moment of moments)
      for (const { write } of Object.values(FORMATS))
        expect(write(moment, LOOK)).not.toMatch(/undefined|NaN/);
  });

  test('has a strip of at most 8 pictures in the order of the run, with the one that decides', () => {
    const [moment] = moments;
    if (!moment) throw new Error('no moment');
    const frames = keyFramesOf(moment);
    const { ops } = moment.run;
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.length).toBeLessThanOrEqual(8);
    expect(frames.map(({ op }) => op)).toEqual(
      [...new Set(frames.map(({ op }) => op))].sort((a, b) => a - b),
    );
    for (const { op, frame } of frames) expect(frame).toBe(ops[op]?.last);
    const { frame: decided } = moment.verdict.headline;
    const decides = ops.findIndex(({ first, last }) => first < decided && decided <= last);
    if (decides >= 0) expect(frames.map(({ op }) => op)).toContain(decides);
  });

  test('has in JSON the nodes and counts of its picture, and references between those alone', () => {
    for (const moment of moments) {
      const { nodes, edges, cycles, step } = JSON.parse(graphJsonOf(moment, LOOK));
      const picture = pictureOf(moment);
      const there = picture.nodes.filter(({ status }) => status !== 'future');
      expect(
        nodes.map((one: { key: string; status: string; id: number; counts: object }) => [
          one.key,
          one.status,
          one.id,
          one.counts,
        ]),
      ).toEqual(
        there.map(({ key, status, id, users, wait, file }) => [
          key,
          status,
          id,
          { users, wait_cnt: wait, file },
        ]),
      );
      const keys = new Set(there.map(({ key }) => key));
      for (const { from, to } of edges) expect([keys.has(from), keys.has(to)]).toEqual([true, true]);
      expect(cycles).toEqual(picture.cycles);
      expect(step.number).toBe(moment.frame);
    }
  });
});

test('a picture has the same place on the plane at every step, so that two fit over each other', () => {
  const boxes = Array.from(
    { length: END + 1 },
    (_, step) => /viewBox="(\S+ \S+ \S+) /.exec(svgOf(seedAt(step), LOOK))?.[1],
  );
  expect(new Set(boxes).size).toBe(1);
});

test('a picture says scenario, verdict, design, step and what the step did', () => {
  const said = svgOf(seedAt(END), LOOK)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  for (const words of [
    SEED.title,
    'LEAK in naive, decided at step',
    `Step ${END} of ${END}, operation 9: exit`,
    'do_exit: the process has exited',
  ])
    expect(said).toContain(words);
});

test('a picture asks for nothing outside of itself, and runs nothing', () => {
  for (const theme of ['auto', 'light', 'dark'] as const)
    for (const write of [svgOf, stripOf]) {
      const text = write(momentAt(HOSTILE_SCENARIO), { ...LOOK, theme });
      expect([...text.matchAll(/url\(([^)]*)\)/g)].map(([, to]) => to)).toEqual(['"#release-graph-hatch"']);
      expect(text).not.toMatch(
        /<(script|image|use|a|foreignObject|link)\b|\s(href|src|on\w+)=|@import|<\?|<!/,
      );
      // The link is text of the description, and leads nowhere by itself.
      const others = text.replace('xmlns="http://www.w3.org/2000/svg"', '').replace(LOOK.link, '');
      expect(others).not.toContain('://');
    }
});

test('the reading is in the words of the references, and in the legend', () => {
  const held = svgOf(seedAt(END), LOOK);
  const released = svgOf(seedAt(END), { ...LOOK, reading: 'releases' });
  expect(held).toContain('holds a reference on');
  expect(held).not.toContain('>iommufd_access_destroy_object<');
  expect(released).toContain('releases, as on the list');
  expect(released).toContain('>iommufd_access_destroy_object<');
  for (const write of [dotOf, mermaidOf])
    expect(write(seedAt(END), { ...LOOK, reading: 'releases' })).toContain(
      'An arrow: releases, as on the list',
    );
});

test('the same moment gives the same text', () => {
  for (const { write } of Object.values(FORMATS))
    expect(write(seedAt(40), LOOK)).toBe(write(seedAt(40), LOOK));
});

test('JSON has the same keys in the same order wherever an object stands in the same place', () => {
  const orders = new Map<string, Set<string>>();
  const look = (value: unknown, at: string): void => {
    if (Array.isArray(value)) for (const one of value) look(one, `${at}[]`);
    else if (value && typeof value === 'object' && !at.endsWith('.operands')) {
      orders.set(at, (orders.get(at) ?? new Set()).add(Object.keys(value).join()));
      for (const [key, inner] of Object.entries(value)) look(inner, `${at}.${key}`);
    }
  };
  for (const design of DESIGN_NAMES)
    for (const step of [0, 60, undefined])
      look(JSON.parse(graphJsonOf(momentAt(SEED, design, step), LOOK)), '');
  expect([...orders.keys()]).toEqual(
    expect.arrayContaining(['', '.nodes[].holders[]', '.edges[]', '.cycles[]']),
  );
  for (const [at, keys] of orders) expect([at, [...keys]]).toEqual([at, [[...keys][0]]]);
});

test('JSON has the lengths of an operation as text: they may be beyond its numbers', () => {
  const { title, design, cursor } = SEED;
  const map = {
    name: 'ioas_map',
    operands: { ctx: 'c', ioas: 'io', length: 0xffff_ffff_ffff_f000n },
    labels: [],
  } as const;
  const moment = momentAt({ title, design, cursor, ops: [...SEED.ops.slice(0, 2), map] });
  expect(JSON.parse(graphJsonOf(moment, LOOK)).operations[2].operands.length).toBe('18446744073709547520');
});

test('in Markdown no title is markup, and no fence ends before its block does', () => {
  const text = markdownOf(momentAt(HOSTILE_SCENARIO), LOOK);
  const [head = '', where] = text.split('\n\n');
  expect(head).toBe(
    '### "/&gt;&lt;script&gt;alert\\(1\\)&lt;/script&gt;\\\\N \\&\\#65; \\`\\` \\]\\]\\(x\\) %%\\{init: \\{\\}\\}%% \uffff &#64;all',
  );
  expect(where).toBe('Opens here: <https://example.org/#1a>');
  const fences = text.split('\n').filter((line) => line.startsWith('```'));
  expect(fences).toEqual(['```text', '```', '```mermaid', '```']);
  const ticks = momentAt({ ...SEED, title: 'a ``` b' }, 'naive', 0);
  expect(
    markdownOf(ticks, LOOK)
      .split('\n')
      .filter((line) => line.startsWith('````')),
  ).toEqual(['````text', '````', '````mermaid', '````']);
});

test('Mermaid is told where a graph is beyond what it draws unasked', () => {
  const ops = Array.from(
    { length: 499 },
    () => ({ name: 'ioas_alloc', operands: { ctx: 'c' }, labels: [] }) as const,
  );
  const many = momentAt({
    ...SEED,
    ops: [{ name: 'open', operands: {}, labels: ['c'] }, ...ops],
    cursor: { op: 500, step: 0 },
  });
  const few = momentAt(SEED, 'naive');
  expect([few, many].map((moment) => /maxEdges and maxTextSize/.test(mermaidOf(moment, LOOK)))).toEqual([
    false,
    false,
  ]);
  const twice = {
    ...many,
    scene: { ...many.scene, edges: [...many.scene.edges, ...many.scene.edges.slice(0, 2)] },
  };
  expect(mermaidOf(twice, LOOK)).toMatch(/^flowchart TB\n%% More than Mermaid draws unless its maxEdges/);
});

test('where there is nothing a picture still says so, and a strip what was done', () => {
  const nothing = momentAt(EMPTY_SCENARIO);
  expect(svgOf(nothing, LOOK)).toContain('no context was opened');
  expect(stripOf(nothing, LOOK)).toMatch(/class="panel-title"[^>]*>1 exit</);
});

test('a graph, a picture and data say where the moment opens', () => {
  const moment = seedAt(END);
  expect(dotOf(moment, LOOK)).toMatch(/^\/\/ https:\/\/example\.org\/#1a\n/);
  expect(mermaidOf(moment, LOOK)).toMatch(/^%% https:\/\/example\.org\/#1a$/m);
  expect(JSON.parse(graphJsonOf(moment, LOOK)).link).toBe(LOOK.link);
  for (const svg of [svgOf(moment, LOOK), stripOf(moment, LOOK)])
    expect(svg).toMatch(/<desc id="desc">[^<]* https:\/\/example\.org\/#1a<\/desc>/);
});

test('a comment of DOT ends with its line, whatever the link is', () => {
  const [comment] = dotOf(seedAt(END), { ...LOOK, link: '#1a\ndigraph x {' }).split('\n');
  expect(comment).toBe('// #1a digraph x {');
});
