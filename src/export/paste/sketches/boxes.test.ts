import { expect, test } from 'vitest';
import { readMail } from '../mail.ts';
import { drawingsIn } from './drawing.ts';

const drawn = (text: string) =>
  drawingsIn(text.split('\n')).drawings.map(({ arrows }) =>
    arrows.map(({ from, to, verb }) => `${from} ${verb ? `--${verb}-->` : '->'} ${to}`),
  );

const TALL = `
+---------+            +-----------+
|  ictx   |--releases->| hw_queue  |
| file 1  |            |  users 2  |
+---------+            +-----------+
     ^                       |
     |                     owns
     |                       v
     |                 +-----------+
     +----releases-----|  access   |
                       +-----------+
`;

const RING = ['ictx file 1 --releases--> hw_queue users 2', 'hw_queue users 2 --owns--> access'];

test('a box of several lines is one thing, and its name is its lines', () => {
  expect(drawn(TALL)).toEqual([[...RING, 'access --releases--> ictx file 1']]);
});

test('a mail that draws boxes is understood without its prose, also where it is quoted', () => {
  const mail = readMail(`Look:\n${TALL.replace(/^/gm, '> ')}\nIt leaks.\n`);
  expect(mail).toMatchObject({ kind: 'offers', drawings: [{ caption: 'Look' }] });
  expect(mail).toMatchObject({
    notes: [expect.stringContaining('"Look:"'), expect.stringContaining('leaks')],
  });
});

const FRAMED = `
   ______________________________________________
  |             everything of one file           |
  |   ________        _________       ________   |
  |  |        |      |         |     |        |  |
  |  | pages  |<-----|  table  |<----| driver |  |
  |  |________|      |_________|     |________|  |
  |      |                |              |       |
  |______|________________|______________|_______|
         |                |              |
         |             ___v____      ____v____
         |            |  iommu |    | struct  |
         |----------->| domain |<---| device  |
                      |________|    |_________|
`;

test('lines cross the frame around boxes, and a frame is no thing', () => {
  expect(drawn(FRAMED)[0]?.sort()).toEqual([
    'driver -> struct device',
    'driver -> table',
    'pages -> iommu domain',
    'struct device -> iommu domain',
    'table -> iommu domain',
    'table -> pages',
  ]);
});

test.each([
  [
    'signs made for boxes',
    `
┌──────┐      ┌────────┐
│ ictx │─────▶│ queue  │
│  a   │      │   b    │
└──────┘      └────────┘
    ▲             │
    └─────────────┘`,
    ['ictx a -> queue b', 'queue b -> ictx a'],
  ],
  [
    'one below the other',
    `
.-----.
|  a  |
|  b  |
'-----'
   |
   v
.-----.
|  c  |
'-----'`,
    ['a b -> c'],
  ],
  [
    'a line with two heads',
    `
+---+       +---+
| a |<----->| b |
+---+       +---+`,
    ['a -> b', 'b -> a'],
  ],
  [
    'a line that parts',
    `
+---+       +---+
| a |---+-->| b |
+---+   |   +---+
        |   +---+
        +-->| c |
            +---+`,
    ['a -> b', 'a -> c'],
  ],
  [
    'lines that cross',
    `
          +---+
          | x |
          +---+
            |
+---+       |     +---+
| a |-------|---->| b |
+---+       |     +---+
            v
          +---+
          | y |
          +---+`,
    ['a -> b', 'x -> y'],
  ],
])('%s are read', (_, text, arrows) => {
  expect([...(drawn(text)[0] ?? [])].sort()).toEqual(arrows);
});

test('a table, and boxes without an arrow between them, are no drawing', () => {
  const table = '+-----+-----+\n| one | two |\n+-----+-----+\n| a   | b   |\n+-----+-----+';
  const pair = '+---+     +---+\n| a |-----| b |\n+---+     +---+';
  expect([drawn(table), drawn(pair)]).toEqual([[], []]);
});
