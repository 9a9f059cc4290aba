import { expect, test } from 'vitest';
import { readMail } from '../mail.ts';
import { outcomeOf, suggesting } from '../suggestion.ts';
import { drawingsIn } from './drawing.ts';

const drawn = (text: string) =>
  drawingsIn(text.split('\n')).drawings.map(({ arrows }) =>
    arrows.map(({ from, to, verb }) => `${from} ${verb ? `--${verb}-->` : '->'} ${to}`),
  );

const graph = (body: string) => drawn(`digraph {\n${body}\n}`)[0] ?? [];

test.each([
  ['lines without blanks', 'digraph {\n a->b\n b->a\n}', ['a -> b', 'b -> a']],
  ['a chain in one line', 'digraph {a->b->c->a}', ['a -> b', 'b -> c', 'c -> a']],
  ['a strict graph with a name', 'strict digraph "my graph" { a->b }', ['a -> b']],
  ['a brace in the next line', 'digraph g\n{\n\ta->b\n}', ['a -> b']],
  ['a graph that is cut off', 'digraph {\n a->b\n b->c\n', ['a -> b', 'b -> c']],
  ['a graph in a comment', '// digraph {\n//   a -> b; // c -> d\n// }', ['a -> b']],
  ['a graph in a comment of a shell', '# digraph {\n# a -> b\n# }', ['a -> b']],
])('%s is read', (_, text, arrows) => {
  expect(drawn(text)).toEqual([arrows]);
  expect(readMail(text)).toMatchObject({ kind: 'offers', notes: [] });
});

test.each([
  ['comments are none', '// a -> x\n/* b -> z\n c -> y */\n# a -> z\na -> b # c -> d', ['a -> b']],
  [
    'labels name nodes',
    'n1 [label="hw_queue"]; n2 [shape=box label="access"]\nn1->n2',
    ['hw_queue -> access'],
  ],
  ['a label of several lines', 'n1 [label="ictx\\nfile"]\nn1->b', ['ictx file -> b']],
  ['a label in markup', 'n1 [label=<<b>ictx</b>>]\nn1->b', ['ictx -> b']],
  ['two nodes of one label are two', 'm [label=q]; n [label=q]\nm->n', ['q -> q 2']],
  ['a label of an edge is the verb', 'a -> b [label="holds", color=red]', ['a --holds--> b']],
  ['defaults of edges', 'edge [label=owns]\na -> b\nb -> c [label=pins]', ['a --owns--> b', 'b --pins--> c']],
  ['an edge that is drawn backwards', 'a -> b [dir=back]', ['b -> a']],
  ['an edge with two heads', 'a -> b [dir="both"]', ['a -> b', 'b -> a']],
  ['a group', 'a -> {b c}', ['a -> b', 'a -> c']],
  ['groups', '{a; b} -> subgraph x { c } -> d', ['a -> c', 'b -> c', 'c -> d']],
  [
    'a cluster, whose defaults are its own',
    'subgraph cluster_0 {\nlabel="a -> b";\nedge [label=owns]\na -> b\n}\nb -> c',
    ['a --owns--> b', 'b -> c'],
  ],
  ['ports', 'a:f1 -> b:f2:n', ['a -> b']],
  ['signs in quotes', '"a -> b" -> "c; \\"d\\" }"', ['a -> b -> c; "d" }']],
  ['attributes with signs', 'a -> b [label="]; c -> d"]', ['a --]; c -> d--> b']],
  ['keywords in any case', 'NODE [shape=box]\nEdge [dir=back]\nSubGraph { a->b }', ['b -> a']],
])('in DOT, %s', (_, body, arrows) => {
  expect(graph(body)).toEqual(arrows);
});

test('two graphs in one line are two drawings', () => {
  expect(drawn('digraph {a->b} digraph {b->a}')).toEqual([['a -> b'], ['b -> a']]);
});

test('a line of a graph that cannot be read is named, and so is one without a head', () => {
  expect(readMail('digraph {\na -> b\n$x -> y\na -- b\nb -> c [dir=none]\nb -> a\n}\nbye')).toMatchObject({
    drawings: [
      {
        arrows: [
          { from: 'a', to: 'b' },
          { from: 'b', to: 'a' },
        ],
      },
    ],
    notes: ['3', '4', '5', '8'].map((line) => expect.stringContaining(`Line ${line} was not`)),
  });
});

test('a cycle whose nodes have kinds as labels is found in the library', () => {
  const mail = readMail('digraph {\nx [label=ictx]; y [label="hw_queue"]; z [label=access]\nx->y->z->x\n}');
  if (mail.kind !== 'offers') throw new Error(`that is ${mail.kind}`);
  expect(outcomeOf(suggesting(mail.drawings[0]?.arrows ?? []))?.design).toBe('naive');
});
