import { LIBRARY, NOT_EMULATED } from '../../guide/index.ts';
import {
  DESIGN_NAMES,
  EMPTY_SCENARIO,
  formatOp,
  frameIn,
  type Intents,
  type State,
  type Store,
  sessionIn,
} from '../../store/index.ts';
import { narrate } from '../../trace/index.ts';
import { applyTheme } from '../bar/theme.ts';
import { copyAs } from '../export/copyAs.ts';
import { titleOf } from '../kept/saveScenario.ts';
import { type Kept, readShelf, type Saved } from '../kept/shelf.ts';
import { storageHere } from '../kept/storage.ts';
import { wordsOf } from '../key_words.ts';
import { bindings, type Commands, keyName } from '../keys.ts';
import { sections } from '../reference/sections.tsx';
import type { Shown } from '../usePicture.ts';
import type { Entry, Group } from './entry.ts';
import { pageButtons, panelsHere } from './page_buttons.ts';

/** Shown once something is looked for: there are too many of them. */
const ONLY_FOUND: readonly Group[] = ['Step', 'Word', 'Not yet'];

const TEXTS = ['text', 'cycle', 'ledger', 'steps', 'columns', 'markdown', 'mermaid', 'dot'] as const;

/** What people call the things that keys do, by the first of their chords. */
const ALSO: Readonly<Record<string, string>> = {
  ' ': 'run start stop watch',
  c: 'side by side beside diff two',
  d: 'what if own design without reference',
  v: 'proof prove verify explore race interleave threads two calls search counterexample',
  e: 'picture svg png save download',
  l: 'open paste mail rename new empty',
  h: 'list view mailing list direction',
  'Mod+s': 'keep store rename',
  'Mod+k': 'command palette',
};

const THEMES = ['dark', 'light', 'auto'] as const;

function actions(store: Store, commands: Commands): readonly Entry[] {
  const done = bindings(commands)
    .filter(({ keys }) => !keys.includes('Escape'))
    .map(({ keys, run }): Entry => {
      const hint = keys.map(keyName).join(' or ');
      const also = ALSO[keys[0] ?? ''] ?? '';
      return { group: 'Do', says: wordsOf({ keys }), also, hint, run: () => run(store.getState()) };
    });
  const copied = TEXTS.map(
    (name): Entry => ({
      group: 'Do',
      says: `copy as ${name}`,
      hint: '',
      run: () => void copyAs(store, name),
    }),
  );
  const themes = THEMES.map(
    (theme): Entry => ({
      group: 'Do',
      says: `${theme} theme`,
      also: 'colours mode night',
      hint: '',
      run: () => applyTheme(theme),
    }),
  );
  const others: readonly Entry[] = [
    {
      group: 'Do',
      says: 'a new, empty scenario',
      also: 'begin clear',
      hint: '',
      run: () => store.getState().open(EMPTY_SCENARIO),
    },
    {
      group: 'Do',
      says: 'rename: save what is open under another name',
      also: 'title',
      hint: '',
      run: commands.library,
    },
    {
      group: 'Do',
      says: 'race two calls',
      also: 'threads interleave concurrent',
      hint: '',
      run: commands.proof,
    },
  ];
  return [...done, ...copied, ...themes, ...others];
}

function places(store: Store, { scene, picture }: Shown): readonly Entry[] {
  const state = store.getState();
  const { run } = sessionIn(state);
  const frame = frameIn(state);
  const { select, seek } = state;
  const objects = scene.nodes.flatMap((node, i): Entry[] => {
    const { status, id } = picture.nodes[i] ?? {};
    if (!status || status === 'future') return [];
    const says = [node.kind, id, node.label && `(${node.label})`].filter(Boolean).join(' ');
    return [{ group: 'Object', says, hint: status, run: () => select(node.key) }];
  });
  const operations = run.ops.map(
    ({ op, last, outcome }, i): Entry => ({
      group: 'Operation',
      says: `${i + 1} ${formatOp(op)}`,
      hint: last <= frame ? String(outcome.errno ?? outcome.ret ?? '') : '',
      run: () => seek(last),
    }),
  );
  const { ops, cursor } = state.document;
  const next = ops[cursor.op];
  const switched: readonly Entry[] = next
    ? [
        {
          group: 'Operation',
          says: `switch operation ${cursor.op + 1} ${next.off ? 'on' : 'off'}: ${next.name}`,
          also: 'disable enable comment out without',
          hint: '',
          run: () => state.switch(cursor.op),
        },
      ]
    : [];
  const steps = run.frames.flatMap(({ step }, frame): Entry[] => {
    if (!step) return [];
    const { fn, text } = narrate(run, frame);
    return [{ group: 'Step', says: `${fn}: ${text}`, hint: String(frame), run: () => seek(frame) }];
  });
  return [...objects, ...operations, ...switched, ...nearestFirst(steps, frame)];
}

/** Steps that are ahead before those that are behind. */
function nearestFirst(steps: readonly Entry[], frame: number): readonly Entry[] {
  return [...steps.slice(frame), ...steps.slice(0, frame)];
}

/** What this browser keeps, latest first. */
function keptHere({ openLink }: State & Intents): readonly Entry[] {
  const storage = storageHere();
  if (!storage) return [];
  const { saved, recent } = readShelf(storage);
  const entry = (kept: Kept | Saved, hint: string): Entry => ({
    group: 'Yours',
    says: titleOf(kept),
    hint,
    run: () => openLink(kept.link),
  });
  return [...saved.map((kept) => entry(kept, 'saved')), ...recent.map((kept) => entry(kept, 'recent'))];
}

function documents({ open, setDesign }: State & Intents): readonly Entry[] {
  const designs = DESIGN_NAMES.map(
    (name): Entry => ({ group: 'Design', says: name, hint: 'run it', run: () => setDesign(name) }),
  );
  const scenarios = LIBRARY.map(
    ({ scenario }): Entry => ({
      group: 'Scenario',
      says: scenario.title,
      hint: scenario.design,
      run: () => open(scenario),
    }),
  );
  return [...designs, ...scenarios];
}

/** What a kernel can be asked and the emulator cannot: the reference says what that leaves out. @internal */
export function notYet({ reference }: Commands): readonly Entry[] {
  return NOT_EMULATED.map((name) => ({
    group: 'Not yet',
    says: `${name} is not emulated yet`,
    hint: 'reference',
    run: reference,
  }));
}

/** What the reference explains. */
function words({ reference }: Commands): readonly Entry[] {
  return sections().flatMap(({ title, rows }) =>
    rows.map(
      ({ key, text }): Entry => ({ group: 'Word', says: key, also: text, hint: title, run: reference }),
    ),
  );
}

/** Everything that there is to find, in the order of the groups. */
export function entriesFor(store: Store, shown: Shown, commands: Commands): readonly Entry[] {
  const state = store.getState();
  return [
    ...actions(store, commands),
    ...pageButtons(),
    ...panelsHere(),
    ...places(store, shown),
    ...keptHere(state),
    ...documents(state),
    ...words(commands),
    ...notYet(commands),
  ];
}

/** So many of each group are shown. */
const MOST = 8;

/** Entries that have every word that is looked for, a few of each group: what is called so first, and first of all the step of that number. */
export function matching(entries: readonly Entry[], query: string): readonly Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const isStep = ({ group, hint }: Entry) => group === 'Step' && hint === query.trim();
  const named = entries.filter(({ group, says }) => has(`${group} ${says}`));
  const meant = entries.filter(({ group, says, also = '' }) => has(`${group} ${says} ${also}`));
  const counts = new Map<Group, number>();
  return [...new Set([...entries.filter(isStep), ...named, ...meant])].filter(({ group }) => {
    if (words.length === 0 && ONLY_FOUND.includes(group)) return false;
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return count <= MOST;
  });
}
