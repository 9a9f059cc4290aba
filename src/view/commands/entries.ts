import { LIBRARY, NOT_EMULATED } from '../../guide/index.ts';
import {
  DESIGN_NAMES,
  formatOp,
  frameIn,
  type Intents,
  type State,
  type Store,
  sessionIn,
} from '../../store/index.ts';
import { narrate } from '../../trace/index.ts';
import { copyAs } from '../export/copyAs.ts';
import { titleOf } from '../kept/saveScenario.ts';
import { type Kept, readShelf, type Saved } from '../kept/shelf.ts';
import { storageHere } from '../kept/storage.ts';
import { wordsOf } from '../key_words.ts';
import { bindings, type Commands, keyName } from '../keys.ts';
import type { Shown } from '../usePicture.ts';

/** Something that can be done, or gone to. */
export interface Entry {
  readonly group: 'Do' | 'Object' | 'Operation' | 'Step' | 'Design' | 'Yours' | 'Scenario' | 'Not yet';
  readonly says: string;
  /** The key that does it, or where it is. */
  readonly hint: string;
  run(): void;
}

const TEXTS = ['text', 'cycle', 'ledger', 'steps', 'columns', 'markdown', 'mermaid', 'dot'] as const;

function actions(store: Store, commands: Commands): readonly Entry[] {
  const done = bindings(commands)
    .filter(({ keys }) => !keys.includes('Escape'))
    .map(({ keys, run }): Entry => {
      const hint = keys.map(keyName).join(' or ');
      return { group: 'Do', says: wordsOf({ keys }), hint, run: () => run(store.getState()) };
    });
  const copied = TEXTS.map(
    (name): Entry => ({
      group: 'Do',
      says: `copy as ${name}`,
      hint: '',
      run: () => void copyAs(store, name),
    }),
  );
  return [...done, ...copied];
}

function places(store: Store, { scene, picture }: Shown): readonly Entry[] {
  const state = store.getState();
  const { run } = sessionIn(state);
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
      hint: String(outcome.errno ?? outcome.ret ?? ''),
      run: () => seek(last),
    }),
  );
  const steps = run.frames.flatMap(({ step }, frame): Entry[] => {
    if (!step) return [];
    const { fn, text } = narrate(run, frame);
    return [{ group: 'Step', says: `${fn}: ${text}`, hint: String(frame), run: () => seek(frame) }];
  });
  return [...objects, ...operations, ...nearestFirst(steps, frameIn(state))];
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

/** Everything that there is to find, in the order of the groups. */
export function entriesFor(store: Store, shown: Shown, commands: Commands): readonly Entry[] {
  const state = store.getState();
  return [
    ...actions(store, commands),
    ...places(store, shown),
    ...keptHere(state),
    ...documents(state),
    ...notYet(commands),
  ];
}

/** So many of each group are shown. */
const MOST = 8;

/** Entries that have every word that is looked for, a few of each group; steps, and what is missing, only once something is looked for. */
export function matching(entries: readonly Entry[], query: string): readonly Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const counts = new Map<Entry['group'], number>();
  return entries.filter((entry) => {
    if (words.length === 0 && (entry.group === 'Step' || entry.group === 'Not yet')) return false;
    const text = `${entry.group} ${entry.says}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) return false;
    const count = (counts.get(entry.group) ?? 0) + 1;
    counts.set(entry.group, count);
    return count <= MOST;
  });
}
