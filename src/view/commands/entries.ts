import { GUIDES, LIBRARY, NOT_EMULATED } from '../../guide/index.ts';
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
import { textOf } from '../bar/matching.ts';
import { titleOf } from '../kept/saveScenario.ts';
import { type Kept, readShelf, type Saved } from '../kept/shelf.ts';
import { storageHere } from '../kept/storage.ts';
import type { Commands } from '../keyboard/keys.ts';
import { sections } from '../reference/sections.tsx';
import type { Shown } from '../usePicture.ts';
import { actions } from './actions.ts';
import type { Entry, Group } from './entry.ts';
import { pageButtons, pagePlaces, panelsHere } from './page_buttons.ts';

/** Shown once something is looked for: there are too many of them. */
const ONLY_FOUND: readonly Group[] = ['Step', 'Word', 'Not yet'];

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
  const steps = run.frames.flatMap(({ step }, frame): Entry[] => {
    if (!step) return [];
    const { fn, text } = narrate(run, frame);
    return [{ group: 'Step', says: `${fn}: ${text}`, hint: String(frame), run: () => seek(frame) }];
  });
  return [...objects, ...operations, ...changes(state), ...nearestFirst(steps, frame)];
}

/** What can be done to the operation that runs next, or to the last one. */
function changes({ document, change, remove, switch: toggle }: State & Intents): readonly Entry[] {
  const at = Math.min(document.cursor.op, document.ops.length - 1);
  const op = document.ops[at];
  if (!op) return [];
  const entry = (what: string, also: string, hint: string, run: () => void): Entry => ({
    group: 'Operation',
    says: `${what}: ${op.name}`,
    also,
    hint,
    run,
  });
  const named = `operation ${at + 1}`;
  return [
    entry(`switch ${named} ${op.off ? 'on' : 'off'}`, 'disable enable comment out without', '', () =>
      toggle(at),
    ),
    entry(`edit ${named}`, 'change modify operands', '', () => change(at)),
    entry(`delete ${named}`, 'remove', '', () => remove(at)),
  ];
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
  const scenarios = LIBRARY.map((one): Entry => {
    const { scenario } = one;
    return {
      group: 'Scenario',
      says: scenario.title,
      also: textOf(one, GUIDES[one.id]),
      hint: scenario.design,
      run: () => open(scenario),
    };
  });
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
    ...pagePlaces(),
    ...places(store, shown),
    ...keptHere(state),
    ...documents(state),
    ...words(commands),
    ...notYet(commands),
  ];
}

/** So many of each group are shown. */
const MOST = 8;

/**
 * Entries that have every word that is looked for, a few of each group: first the step of that number and what is
 * called exactly so, then what has the words in its name.
 */
export function matching(entries: readonly Entry[], query: string): readonly Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const number = query.trim().replace(/^step\s+/i, '');
  const isStep = ({ group, hint }: Entry) => group === 'Step' && hint === number;
  const whole = words.join(' ');
  const isCalled = ({ group, says }: Entry) =>
    [says, `${group} ${says}`].some((name) => name.toLowerCase() === whole);
  const named = entries.filter(({ group, says }) => has(`${group} ${says}`));
  const meant = entries.filter(({ group, says, also = '' }) => has(`${group} ${says} ${also}`));
  const counts = new Map<Group, number>();
  return [...new Set([...entries.filter(isStep), ...entries.filter(isCalled), ...named, ...meant])].filter(
    ({ group }) => {
      if (words.length === 0 && ONLY_FOUND.includes(group)) return false;
      const count = (counts.get(group) ?? 0) + 1;
      counts.set(group, count);
      return count <= MOST;
    },
  );
}
