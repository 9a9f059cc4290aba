import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer } from '../explorer/index.ts';
import {
  CUTTABLE,
  DESIGN_NAMES,
  kernelFunctions,
  MAIN_DESIGNS,
  OP_NAMES,
  type Op,
  type OpName,
} from '../iommufd/index.ts';
import { opsArbitrary } from '../iommufd/ops.arbitrary.ts';
import {
  decodeLink,
  encodeLink,
  exceeds,
  formatOp,
  formatText,
  LIBRARY,
  LIMITS,
  parseText,
  type Scenario,
  SEED,
} from '../scenario/index.ts';
import { lastFrame } from '../trace/index.ts';
import { propose } from './building/offer.ts';
import { isFilled } from './building/operands.ts';
import { checkOf, claiming } from './claimed.ts';
import type { Intents } from './intents.ts';
import { frameIn, insertionPoint, sessionIn } from './place.ts';
import type { State } from './state.ts';
import { createAppStore, type Store } from './store.ts';

const SEED_NUMBER = 20261123;
const LIVE = 7;

const opened = (ops: readonly Op[], design: Scenario['design'] = 'naive'): Store => {
  const store = createAppStore();
  store.getState().open({ title: '', design, ops, cursor: { op: ops.length, step: 0 } });
  return store;
};

const begin = (store: Store, name: OpName): void => {
  const state = store.getState();
  state.build(name, propose(sessionIn(state), insertionPoint(state), name));
};

const editText = (store: Store, text: string): void => store.getState().editText(text, parseText);

/** One thing that a user does; the number decides where. */
type Deed = readonly [does: keyof typeof STEPS | keyof typeof EDITS, n: number];

const STEPS = {
  seek: ({ seek }: Intents, n: number) => seek(n - 50),
  forward: ({ step }: Intents) => step(1),
  back: ({ step }: Intents) => step(-1),
  opForward: ({ stepOp }: Intents) => stepOp(1),
  opBack: ({ stepOp }: Intents) => stepOp(-1),
  over: ({ over }: Intents) => over(),
  out: ({ out }: Intents) => out(),
  first: ({ first }: Intents) => first(),
  last: ({ last }: Intents) => last(),
  play: ({ play }: Intents) => play(true),
  tick: ({ tick }: Intents) => tick(),
  flip: ({ flipDesign }: Intents) => flipDesign(),
  design: ({ setDesign }: Intents, n: number) => setDesign(DESIGN_NAMES[n % DESIGN_NAMES.length] ?? 'naive'),
} as const;

const EDITS = {
  remove: ({ remove, document }: Intents & { document: Scenario }, n: number) =>
    document.ops.length > 0 && remove(n % document.ops.length),
  move: ({ move, document }: Intents & { document: Scenario }, n: number) =>
    document.ops.length > 0 && move(n % document.ops.length, (n >> 3) % document.ops.length),
  build: ({ build, finishBuild, ...state }: Intents & State, n: number) => {
    const name = OP_NAMES[n % OP_NAMES.length] ?? 'open';
    build(name, propose(sessionIn(state), insertionPoint(state), name));
    finishBuild();
  },
  text: ({ editText, document }: Intents & { document: Scenario }, n: number) => {
    const lines = formatText(document).trimEnd().split('\n');
    editText(lines.toSpliced(1 + (n % lines.length), n % 2, 'open > typed').join('\n'), parseText);
  },
} as const;

const deeds = (kinds: readonly string[]): fc.Arbitrary<readonly Deed[]> =>
  fc.array(fc.tuple(fc.constantFrom(...(kinds as Deed[0][])), fc.nat(400)), { maxLength: 20 });

function act(store: Store, [does, n]: Deed): void {
  ({ ...STEPS, ...EDITS })[does](store.getState(), n);
}

const ALL = [...Object.keys(STEPS), ...Object.keys(EDITS)];

const check = <T extends unknown[]>(numRuns: number, property: fc.IProperty<T>) =>
  fc.assert(property, { seed: SEED_NUMBER, numRuns });

describe(`whatever is pressed, seed ${SEED_NUMBER}`, () => {
  test('the place stays within the run, and its operation within the scenario', () => {
    check(
      300,
      fc.property(opsArbitrary(10), deeds(ALL), (ops, done) => {
        const store = opened(ops);
        for (const deed of done) {
          act(store, deed);
          const state = store.getState();
          const frame = frameIn(state);
          expect(frame).toBeGreaterThanOrEqual(0);
          expect(frame).toBeLessThanOrEqual(lastFrame(sessionIn(state).run));
          expect(state.document.cursor.op).toBeLessThanOrEqual(state.document.ops.length + 1);
          expect(insertionPoint(state)).toBeLessThanOrEqual(state.document.ops.length);
        }
      }),
    );
  });

  test('a step forward is one frame, and the step back is where it began', () => {
    check(
      300,
      fc.property(opsArbitrary(10), fc.nat(300), (ops, n) => {
        const store = opened(ops);
        const { seek, step } = store.getState();
        const end = lastFrame(sessionIn(store.getState()).run);
        seek(n % end);
        const { cursor } = store.getState().document;
        expect(frameIn(store.getState())).toBe(n % end);
        step(1);
        expect(frameIn(store.getState())).toBe((n % end) + 1);
        step(-1);
        expect(store.getState().document.cursor).toEqual(cursor);
      }),
    );
  });

  test('another design stays at the same operation, and the way back at the same step', () => {
    check(
      300,
      fc.property(opsArbitrary(10), deeds(Object.keys(STEPS)), (ops, done) => {
        const store = opened(ops);
        for (const deed of done) act(store, deed);
        store.getState().setDesign('naive');
        const { document } = store.getState();
        const frame = frameIn(store.getState());
        for (const _ of MAIN_DESIGNS) {
          store.getState().flipDesign();
          expect(store.getState().document.cursor).toEqual(document.cursor);
        }
        expect(store.getState().document).toEqual(document);
        expect(frameIn(store.getState())).toBe(frame);
      }),
    );
  });

  test('undo takes back each edit, and redo brings each again', () => {
    check(
      200,
      fc.property(opsArbitrary(8), deeds(Object.keys(EDITS)), (ops, done) => {
        const store = opened(ops);
        const before: Scenario[] = [];
        for (const deed of done) {
          const { document, history } = store.getState();
          act(store, deed);
          if (store.getState().history !== history) before.push(document);
        }
        const all = [...before, store.getState().document];
        for (const document of before.toReversed()) {
          store.getState().undo();
          expect(store.getState().document).toBe(document);
        }
        store.getState().undo();
        expect(store.getState().document).toBe(all[0]);
        for (const document of all.slice(1)) {
          store.getState().redo();
          expect(store.getState().document).toBe(document);
        }
        store.getState().redo();
        expect(store.getState().document).toBe(all.at(-1));
      }),
    );
  });

  test('what the form shows is what is added, before the next operation or behind the one under way', () => {
    check(
      300,
      fc.property(opsArbitrary(10), fc.nat(300), fc.constantFrom(...OP_NAMES), (ops, n, name) => {
        const store = opened(ops);
        store.getState().seek(n);
        begin(store, name);
        const shown = store.getState().building;
        const at = name === 'exit' || name === 'sigkill_self' ? ops.length : insertionPoint(store.getState());
        store.getState().finishBuild();
        const { document, building } = store.getState();
        if (!shown || !isFilled(name, shown.operands)) {
          expect([building, document.ops]).toEqual([shown, ops]);
          return;
        }
        expect(building).toBeNull();
        expect(document.ops.toSpliced(at, 1)).toEqual(ops);
        expect(document.ops[at]).toMatchObject({ name, operands: shown?.operands });
        expect(document.cursor).toEqual({ op: at + 1, step: 0 });
      }),
    );
  });

  test('any text that is pasted as a link opens, or says why not and changes nothing', () => {
    const links = LIBRARY.map(({ scenario }) => encodeLink(scenario));
    const mutated = fc
      .tuple(
        fc.constantFrom(...links),
        fc.array(fc.tuple(fc.nat(80), fc.string({ maxLength: 3 })), { maxLength: 4 }),
      )
      .map(([link, changes]) =>
        changes.reduce((text, [at, by]) => `${text.slice(0, at)}${by}${text.slice(at + by.length)}`, link),
      );
    check(
      1500,
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), mutated), (text) => {
        const store = createAppStore();
        const { document } = store.getState();
        const isOpened = store.getState().openLink(text);
        const state = store.getState();
        if (!isOpened) expect(state.document).toBe(document);
        if (!isOpened) expect(state.notice?.sentences.length).toBeGreaterThan(0);
        expect(frameIn(state)).toBeLessThanOrEqual(lastFrame(sessionIn(state).run));
      }),
    );
  });
});

describe(`a link, seed ${SEED_NUMBER}`, () => {
  test('brings back what is looked at, step and design', () => {
    check(
      200,
      fc.property(opsArbitrary(10), deeds(Object.keys(STEPS)), (ops, done) => {
        const store = opened(ops);
        for (const deed of done) act(store, deed);
        const { document } = store.getState();
        const other = createAppStore();
        expect(other.getState().openLink(encodeLink(document))).toBe(true);
        expect(other.getState().notice).toBeNull();
        expect(frameIn(other.getState())).toBe(frameIn(store.getState()));
        expect(formatText(other.getState().document)).toBe(formatText(document));
      }),
    );
  });
});

describe('the text', () => {
  const live = () => {
    const store = createAppStore();
    expect(store.getState().document.cursor).toEqual({ op: LIVE, step: 0 });
    return store;
  };
  const textOf = ({ ops, ...rest }: Scenario) =>
    formatText({ ...rest, ops, cursor: { op: ops.length, step: 0 } });

  test('that cannot be understood stays a draft, and the document as it was', () => {
    const store = live();
    editText(store, 'open > c\nnonsense');
    const { document, draft, history } = store.getState();
    expect(document).toBe(SEED);
    expect(history.past).toEqual([]);
    expect(draft?.text).toBe('open > c\nnonsense');
    expect(draft?.problems).toMatchObject([{ line: 2, column: 1 }]);
    store.getState().discardDraft();
    expect(store.getState().draft).toBeNull();
  });

  test('that says the same is no edit and moves nothing', () => {
    const store = live();
    editText(store, `${textOf(SEED)}\n# a remark\n`);
    expect(store.getState().document).toBe(SEED);
    expect(store.getState().history.past).toEqual([]);
  });

  test('that changes leaves the user at the same operation', () => {
    const store = live();
    store.getState().step(1);
    const { cursor } = store.getState().document;
    editText(store, `${textOf(SEED)}open > c2\n`);
    expect(store.getState().document.ops).toHaveLength(SEED.ops.length + 1);
    expect(store.getState().document.cursor).toEqual(cursor);
    editText(store, 'open > c\n');
    expect(store.getState().document.cursor).toEqual({ op: 1, step: 0 });
  });

  test('that is longer than any may be is not taken, and that is said', () => {
    const store = live();
    editText(store, 'nonsense');
    editText(store, '#'.repeat(LIMITS.text + 1));
    expect(store.getState().document).toBe(SEED);
    expect(store.getState().draft?.text).toBe('nonsense');
    expect(store.getState().notice?.sentences[0]).toContain(`at most ${LIMITS.text} characters`);
  });

  test('that says where to look is followed', () => {
    const store = live();
    editText(store, `# cursor: op 2 step 1\n${textOf(SEED)}`);
    expect(store.getState().document.cursor).toEqual({ op: 2, step: 1 });
  });

  test('that was understood follows the design when that changes; one with problems is kept', () => {
    const store = live();
    editText(store, `${textOf(SEED)}# a remark\n`);
    store.getState().setDesign('7.3');
    expect(store.getState().draft).toBeNull();
    editText(store, 'nonsense');
    store.getState().setDesign('v6');
    expect(store.getState().draft?.text).toBe('nonsense');
  });
});

describe('what would exceed a limit', () => {
  const full: Scenario = {
    ...SEED,
    ops: [
      ...SEED.ops,
      ...Array<Op>(LIMITS.ops - SEED.ops.length).fill({ name: 'open', operands: {}, labels: [] }),
    ],
    cursor: { op: LIMITS.ops, step: 0 },
  };
  const LONGEST = kernelFunctions().toSorted((a, b) => b.length - a.length)[0] as string;
  const WIDE: Op = {
    name: 'ioas_map',
    operands: { ctx: 'c', ioas: 'io', iova: 2n ** 62n, len: 2n ** 62n },
    labels: [],
    background: true,
    preempted: { in: LONGEST, event: 'lock', of: 'a'.repeat(64) },
  };
  /** As many wide operations as have room, then the widest ones for which there still is, then short ones. */
  const long = (() => {
    const lockedFor = (length: number): Op => ({
      ...WIDE,
      preempted: { in: LONGEST, event: 'lock', of: 'a'.repeat(length) },
    });
    const added = (...ops: Op[]): Scenario => ({ ...SEED, ops: [...SEED.ops, ...ops] });
    const ops: Op[] = [];
    for (let length = 64; length > 0; ) {
      const op = lockedFor(length);
      if (exceeds(added(...ops, op))) length--;
      else ops.push(op);
    }
    const open: Op = { name: 'open', operands: {}, labels: [] };
    while (!exceeds(added(...ops, open))) ops.push(open);
    return added(...ops);
  })();
  test.each<[string, Scenario, (store: Store) => void]>([
    ['an operation too many', full, (store) => store.getState().insert(WIDE)],
    [
      'a counterexample of a full scenario',
      full,
      (store) => store.getState().open({ ...full, ops: [...full.ops, WIDE] }),
    ],
    [
      'a scenario to go on with',
      full,
      (store) => store.getState().imagine({ ...full, ops: [...full.ops, WIDE] }),
    ],
    ['an operation whose line has no room', long, (store) => store.getState().insert(WIDE)],
    [
      'a design whose name has no room',
      long,
      (store) => store.getState().setDesign(`x: naive, without ${CUTTABLE.join(', without ')}`),
    ],
    [
      'designs beside it whose names have no room',
      long,
      (store) => store.getState().compare([`x: naive, without ${CUTTABLE.join(', without ')}`]),
    ],
    [
      'a title that has no room',
      long,
      (store) => editText(store, formatText({ ...long, title: 'x'.repeat(LIMITS.title) })),
    ],
  ])('%s is refused in words, and everything stays', (_, before, deed) => {
    const store = createAppStore();
    store.getState().open(before);
    store.getState().settle();
    expect(store.getState().document).toBe(before);
    deed(store);
    // Not on its way either.
    const { sentences } = store.getState().notice ?? {};
    store.getState().settle();
    expect(sentences?.[0]).toMatch(/^A scenario has at most/);
    expect(store.getState().document).toBe(before);
    expect(decodeLink(encodeLink(before)).scenario).toEqual(before);
  });
});

describe('what is being built', () => {
  test('is left when another scenario opens', () => {
    const store = createAppStore();
    begin(store, 'hw_queue_alloc');
    store.getState().open(SEED);
    expect(store.getState().building).toBeNull();
    begin(store, 'hw_queue_alloc');
    store.getState().openLink(encodeLink(SEED));
    expect(store.getState().building).toBeNull();
  });

  test('takes an operand by name or not at all, and a pick ends with it', () => {
    const store = createAppStore();
    const { pick, setOperand } = store.getState();
    setOperand('ctx', 'c');
    expect(store.getState().building).toBeNull();
    begin(store, 'destroy');
    pick({ operand: 'id', choices: [] });
    expect(store.getState().building?.picking?.operand).toBe('id');
    setOperand('id', 'hp');
    expect(store.getState().building).toEqual({
      name: 'destroy',
      operands: { ctx: 'c', id: 'hp' },
      prefix: {},
      picking: null,
      replaces: null,
    });
    setOperand('id', null);
    expect(store.getState().building?.operands).toEqual({ ctx: 'c' });
  });

  test('an operation can be made to fail inside, and put into a second thread', () => {
    const store = opened([{ name: 'open', operands: {}, labels: ['c'] }]);
    const { setPrefix, finishBuild } = store.getState();
    setPrefix({ fails: 1 });
    expect(store.getState().building).toBeNull();
    begin(store, 'ioas_alloc');
    setPrefix({ background: true, fails: 'usercopy' });
    finishBuild();
    expect(store.getState().document.ops.at(-1)).toEqual({
      name: 'ioas_alloc',
      operands: { ctx: 'c' },
      labels: ['io'],
      background: true,
      fails: 'usercopy',
    });
  });
});

describe('playing', () => {
  test('can stop at a frame before the end', () => {
    const store = createAppStore();
    const { first, play, tick } = store.getState();
    first();
    play(true, 3);
    for (let i = 0; i < 9; i++) tick();
    expect([frameIn(store.getState()), store.getState().playing]).toEqual([3, false]);
  });

  test('begins anew at the end, and stops there', () => {
    const store = createAppStore();
    const { last, play, tick } = store.getState();
    last();
    play(true);
    expect(frameIn(store.getState())).toBe(0);
    const end = lastFrame(sessionIn(store.getState()).run);
    for (let i = 0; i < end; i++) {
      expect(store.getState().playing).toBe(true);
      tick();
    }
    expect(store.getState().playing).toBe(false);
    expect(frameIn(store.getState())).toBe(end);
    tick();
    expect(frameIn(store.getState())).toBe(end);
  });

  test('stops at any step, edit or change of design', () => {
    for (const deed of ['forward', 'flip', 'remove', 'text'] as const) {
      const store = createAppStore();
      store.getState().play(true);
      act(store, [deed, 4]);
      expect([deed, store.getState().playing]).toEqual([deed, false]);
    }
  });
});

describe('a design of one’s own', () => {
  const CUT = 'what if: naive, without access->ictx';
  const ONE = 'what if: naive, without access->ictx of access 8';
  const endIn = (store: Store) => {
    const { run, ledgers, verdict, log } = sessionIn(store.getState());
    return {
      verdict: verdict.headline.name,
      held: ledgers.at(-1)?.rows.map(({ ref }) => ref.role),
      log,
      run,
    };
  };

  test.each([CUT, ONE] as const)(
    '%s is what runs: no access holds the context file, and all is freed',
    (design) => {
      const store = createAppStore();
      store.getState().open({ ...SEED, design: 'naive' });
      expect(endIn(store)).toMatchObject({ verdict: 'LEAK' });
      expect(endIn(store).held).toContain('access->ictx');
      store.getState().setDesign(design);
      expect(endIn(store)).toMatchObject({ verdict: 'FREED', log: [] });
      expect(endIn(store).held).not.toContain('access->ictx');
      const answers = [
        ...answer(
          {
            kind: 'orders',
            ops: SEED.ops.slice(0, -1),
            designs: [design],
            explains: false,
            lawStates: 0,
            most: { states: 10_000, bytes: 2 ** 28 },
          },
          () => 0,
        ),
      ];
      expect(answers).toContainEqual(
        expect.objectContaining({ conclusion: expect.objectContaining({ headline: 'FREED', leaking: 0n }) }),
      );
    },
  );

  test('comes back from a link and from a text as it was', () => {
    const store = createAppStore();
    store.getState().openLink(encodeLink({ ...SEED, design: ONE }));
    expect(endIn(store).verdict).toBe('FREED');
    expect(store.getState().document.design).toBe(ONE);
    expect(parseText(formatText(store.getState().document)).scenario.design).toBe(ONE);
  });

  test('is undone and redone, and so is what a proof shows in its place', () => {
    const store = createAppStore();
    store.getState().open({ ...SEED, design: 'naive' });
    const { undo, redo, setDesign, imagine } = store.getState();
    setDesign(CUT);
    setDesign(CUT);
    undo();
    expect(endIn(store).verdict).toBe('LEAK');
    redo();
    expect(store.getState().document.design).toBe(CUT);
    undo();
    imagine({ ...SEED, title: 'What if', design: ONE });
    expect(endIn(store).verdict).toBe('FREED');
    undo();
    expect(store.getState().document).toMatchObject({ title: SEED.title, design: 'naive' });
  });

  test('is undone with the designs beside it', () => {
    const store = createAppStore();
    store.getState().open({ ...SEED, design: 'naive', beside: ['7.3'] });
    store.getState().flipDesign();
    expect(store.getState().document).toMatchObject({ design: '7.3', beside: ['naive'] });
    store.getState().undo();
    expect(store.getState().document).toMatchObject({ design: 'naive', beside: ['7.3'] });
  });
});

describe('history', () => {
  test('is forgotten when something else opens, and remembers two hundred edits', () => {
    const store = createAppStore();
    for (let i = 0; i < 210; i++) editText(store, `# title: ${i}\nopen > c\n`);
    expect(store.getState().history.past).toHaveLength(200);
    store.getState().open(SEED);
    expect(store.getState().history.past).toEqual([]);
    const { document } = store.getState();
    store.getState().undo();
    expect(store.getState().document).toBe(document);
  });
});

describe('a claim', () => {
  const link = encodeLink(claiming(SEED));
  const openedByLink = (): Store => {
    const store = createAppStore();
    store.getState().openLink(link);
    return store;
  };
  const claimIn = (store: Store) => store.getState().document.claim;

  test('comes with a link, and is reproduced by the run it was made of', () => {
    const store = openedByLink();
    expect(claimIn(store)).toMatchObject({ design: 'naive', verdict: 'LEAK' });
    expect(checkOf(store.getState().document)?.isReproduced).toBe(true);
    expect(checkOf(SEED)).toBeNull();
  });

  test('stays while one looks about, and speaks of its own design in every other', () => {
    const store = openedByLink();
    const claim = claimIn(store);
    for (const does of Object.values(STEPS)) {
      does(store.getState(), 60);
      expect(claimIn(store)).toBe(claim);
      expect(checkOf(store.getState().document)?.isReproduced).toBe(true);
    }
    store.getState().setDesign('v6');
    expect(encodeLink(store.getState().document)).toBe(
      encodeLink({ ...SEED, design: 'v6', cursor: store.getState().document.cursor }),
    );
    store.getState().setDesign('naive');
    expect(formatText(store.getState().document)).toMatch(/^# claims: LEAK/m);
  });

  test('goes with an edit of the operations, comes back when that is undone, and is not in what is opened next', () => {
    const store = openedByLink();
    const { remove, undo, redo, open } = store.getState();
    const claim = claimIn(store);
    remove(6);
    expect(claimIn(store)).toBeUndefined();
    undo();
    expect(claimIn(store)).toBe(claim);
    redo();
    expect(claimIn(store)).toBeUndefined();
    undo();
    open(SEED);
    expect(claimIn(store)).toBeUndefined();
  });

  test('is in a text what stands there: it is checked against what the text does', () => {
    const store = openedByLink();
    const text = formatText(store.getState().document);
    editText(store, text.replace('# title: ', '# title: Again: '));
    expect(checkOf(store.getState().document)?.isReproduced).toBe(true);
    editText(store, text.replace('hw_queue_alloc c viommu=vi > q0\n', ''));
    expect(checkOf(store.getState().document)?.says).toMatch(
      /^LEAK claimed in naive, but it ends FREED; the end state differs: /,
    );
    editText(store, text.replace(/^# claims.*\n/m, ''));
    expect(claimIn(store)).toBeUndefined();
  });
});

test('an operation is changed in place: its label stays, and an undo gives the old one back', () => {
  const store = createAppStore();
  const { ops } = store.getState().document;
  store.getState().change(6);
  expect(store.getState().building).toMatchObject({ name: 'hw_queue_alloc', replaces: 6 });
  store.getState().setOperand('index', 1n);
  store.getState().finishBuild();
  const { document, building } = store.getState();
  expect(building).toBeNull();
  expect(document.ops.map(formatOp)).toEqual(
    ops.map(formatOp).with(6, 'hw_queue_alloc c viommu=vi index=1 > q0'),
  );
  store.getState().undo();
  expect(store.getState().document.ops).toEqual(ops);
});

test('a rename is an edit that can be undone, and changes nothing else', () => {
  const store = createAppStore();
  const { document } = store.getState();
  store.getState().rename('mine');
  expect(store.getState().document).toEqual({ ...document, title: 'mine' });
  store.getState().undo();
  expect(store.getState().document).toEqual(document);
});
