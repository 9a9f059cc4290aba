import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SEED } from '../../../scenario/index.ts';
import { ringOf } from '../../text/ring.ts';
import { readMail } from '../mail.ts';
import { libraryRuns } from '../ran.ts';
import { outcomeOf, suggesting } from '../suggestion.ts';
import type { Arrow } from './arrows.ts';
import { drawingsIn } from './drawing.ts';
import { ringsIn } from './rings.ts';

const RANDOM = 20261124;

const offersIn = (text: string) => {
  const mail = readMail(text);
  if (mail.kind !== 'offers') throw new Error(`that is ${mail.kind}`);
  return mail;
};

/** The arrows of each drawing, as people write them. */
const drawn = (text: string) =>
  offersIn(text).drawings.map(({ arrows }) => arrows.map(({ from, to }) => `${from} > ${to}`));

const suggested = (arrows: readonly Arrow[]) => outcomeOf(suggesting(arrows));

const PATCH = `> for the release of the access first during the release of the internal object
> that could wait for the release of ictx:
>     ictx --releases--> hw_queue --releases--> access
>       ^                                         |
>       |_________________releases________________v
>
> Add a set of lightweight internal APIs to unlink access and ictx:
`;

const CYCLE = ['ictx > hw_queue', 'hw_queue > access', 'access > ictx'];

test('the drawing of the patch is a graph with a cycle, and the first scenario in naive has all of it', () => {
  const { drawings, notes } = offersIn(PATCH);
  const [{ arrows } = { arrows: [] }] = drawings;
  expect(drawn(PATCH)).toEqual([CYCLE]);
  expect(ringsIn(arrows)).toEqual([['ictx', 'hw_queue', 'access']]);
  expect(notes).toHaveLength(3);
  expect(suggested(arrows)).toMatchObject({ title: SEED.title, design: 'naive', cursor: { op: 7, step: 0 } });
});

test('a chain without a way back is never shown by a design that leads back', () => {
  const [drawing] = offersIn('ictx --releases--> hw_queue --releases--> access').drawings;
  expect(ringsIn(drawing?.arrows ?? [])).toEqual([]);
  const found = suggested(drawing?.arrows ?? []);
  expect(found).toMatchObject({ title: SEED.title, design: expect.not.stringMatching('naive') });
  expect(suggested([{ from: 'ioas', to: 'hw_queue', verb: '' }])).toBeUndefined();
});

test('a scenario is suggested where all that is drawn is held, and neither for one reference less nor for one more', () => {
  const ring = [
    { from: 'ictx', to: 'hw_queue', verb: '' },
    { from: 'hw_queue', to: 'access', verb: '' },
    { from: 'access', to: 'ictx', verb: '' },
  ];
  const runs = [...libraryRuns()].slice(0, 1);
  const at = (arrows: readonly Arrow[]) => outcomeOf(suggesting(arrows, runs))?.design;
  expect(at(ring)).toBe('naive');
  for (const one of ring) expect(at(ring.filter((other) => other !== one))).toBeUndefined();
  expect(at([...ring, { from: 'ictx', to: 'access', verb: '' }])).toBeUndefined();
  expect(at([...ring, { from: 'hw_queue', to: 'access 2', verb: '' }])).toBeUndefined();
});

test('what a mail draws before and after are two drawings', () => {
  const before = 'ictx --holds--> hw_queue --holds--> access --holds--> ictx';
  const after = 'ictx --holds--> hw_queue --holds--> access';
  for (const text of [
    `Before:\n\n  ${before}\n\nAfter:\n\n  ${after}\n`,
    `before: ${before}\nafter: ${after}\n`,
    `before: ${before}      after: ${after}\n`,
    `${before}\nWith the patch it is\n${after}\n`,
  ]) {
    expect(drawn(text)).toEqual([CYCLE, CYCLE.slice(0, 2)]);
    if (/after/i.test(text))
      expect(offersIn(text).drawings.map(({ caption }) => caption.toLowerCase())).toEqual([
        'before',
        'after',
      ]);
  }
});

test.each([
  ['short arrows', 'ictx -> hw_queue -> access -> ictx', CYCLE],
  ['long arrows', 'ictx --> hw_queue --> access ---> ictx', CYCLE],
  [
    'arrows to the left',
    'ictx <- access <-- hw_queue <--- ictx',
    ['access > ictx', 'hw_queue > access', 'ictx > hw_queue'],
  ],
  ['verbs', 'a --owns--> b -pins-> c ==holds==> d ---waits for---> e', ['a > b', 'b > c', 'c > d', 'd > e']],
  ['a verb to the left', 'a <--pins-- b', ['b > a']],
  ['wrapped lines', 'ictx -> hw_queue ->\n   access -> ictx', CYCLE],
  ['lines that begin with an arrow', 'ictx -> hw_queue\n  -> access\n  -> ictx', CYCLE],
  ['comments of C++', '// ictx -> hw_queue ->\n//    access -> ictx', CYCLE],
  ['comments of C', '/*\n * ictx -> hw_queue\n * hw_queue -> access\n * access -> ictx\n */', CYCLE],
  ['comments of a shell', '# ictx -> hw_queue -> access -> ictx', CYCLE],
  [
    'DOT',
    'digraph g {\n  rankdir=LR;\n  "ictx" -> "hw_queue" [label="xarray, a -> b"];\n\n  node [shape=box];\n  hw_queue -> access;\n  access -> "ictx"\n}',
    CYCLE,
  ],
  ['DOT in a line', 'digraph { ictx -> hw_queue; hw_queue -> access; access -> ictx }', CYCLE],
  [
    'boxes',
    ' |  IOAS  |<---| HWPT_PAGING |<---| HWPT_NESTED |',
    ['HWPT_PAGING > IOAS', 'HWPT_NESTED > HWPT_PAGING'],
  ],
  [
    'a sentence',
    'There are two cycles between the devices: A -> B -> A and A -> C -> B -> A.',
    ['A > B', 'B > A', 'A > C', 'C > B'],
  ],
  ['arrows of Unicode', 'ictx → hw_queue →access→ ictx', CYCLE],
  ['arrows of Unicode with a line', 'a ──→ b ⟶ c ← d', ['a > b', 'b > c', 'd > c']],
  ['arrows both ways', 'a <--> b <--pins--> c ↔ d', ['b > a', 'a > b', 'c > b', 'b > c', 'd > c', 'c > d']],
  ['a list', '-- A -> B -> A\n- A -> C', ['A > B', 'B > A', 'A > C']],
  ['an arrow in brackets', 'Move the lock (a -> b) so that it is taken first', ['a > b']],
  ['what is said of a name in brackets', 'ictx (file) -> hw_queue (users 2) -> access', CYCLE.slice(0, 2)],
  ['names of two words', 'sock A -> queue of B -> skb', ['sock A > queue of B', 'queue of B > skb']],
])('%s are read', (_, text, arrows) => {
  expect(drawn(text)).toEqual([arrows]);
});

test('an arrow that is drawn twice is understood twice', () => {
  expect(readMail('a --holds--> b\na --holds--> b\n')).toMatchObject({
    drawings: [{ arrows: [{ from: 'a', to: 'b' }] }],
    notes: [],
  });
});

test.each([
  'struct foo *x = bar->baz;',
  'if (--p->users == 0 && -q->r < a-b->c)',
  'x = y - z->w;',
  'x == y->z',
  'the count goes users 2 -> 1',
  'access->ictx is NULL',
  'p->q->r = i--;',
  'a -- b',
  '<!-- no -->',
])('%j is no drawing', (text) => {
  expect(readMail(text)).toMatchObject({ kind: 'nothing' });
});

test(`a ring reads back as the references that it was drawn from, seed ${RANDOM}`, () => {
  const name = fc.stringMatching(/^[a-z_]{2,12}( [0-9]{1,3})?$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 2, maxLength: 9 }),
      fc.constantFrom('holds', 'releases'),
      fc.constantFrom('', ' * ', '// '),
      (names, word, mark) => {
        fc.pre(names.every((one) => /[a-z]/.test(one) && !/^and\b/.test(one)));
        const { drawings } = drawingsIn(ringOf(names, word).map((line) => mark + line));
        expect(drawings.map(({ arrows }) => arrows)).toEqual([
          names.map((from, i) => ({
            from,
            to: names[(i + 1) % names.length],
            verb: word,
          })),
        ]);
      },
    ),
    { seed: RANDOM, numRuns: 500 },
  );
});
