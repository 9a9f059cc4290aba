import type { Intents, State, Store } from '../store/index.ts';
import type { Tour } from './tour/useTour.ts';

/** A key, what it does in words, and what it does. */
export interface Binding {
  readonly keys: readonly string[];
  readonly says: string;
  run(state: State & Intents): void;
}

/** What the page has to offer beyond the store. */
export interface Commands {
  copyLink(): void;
  copyClaim(): void;
  /** Keeps the scenario in this browser. */
  save(): void;
  library(): void;
  own(): void;
  proof(): void;
  picture(): void;
  /** Finds anything that can be done or gone to. */
  find(): void;
  reference(): void;
  /** Shows keys where they act, or hides them. */
  hints(): void;
  help(): void;
  /** Does something with the tour of what is open, as soon as that is known; nothing if there is none. */
  withTour(run: (tour: Tour) => void): void;
}

/** For who wants the keys without the page. */
export const NO_COMMANDS: Commands = {
  copyLink: () => {},
  copyClaim: () => {},
  save: () => {},
  library: () => {},
  own: () => {},
  proof: () => {},
  picture: () => {},
  find: () => {},
  reference: () => {},
  hints: () => {},
  help: () => {},
  withTour: () => {},
};

/** As it is pressed: `Shift+ArrowRight`, `Mod+z`, `x`. Mod is Ctrl, or Cmd where there is one. */
function chord(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : '';
  // What else Shift makes of a key is another character.
  const shift = event.shiftKey && (event.key.length > 1 || mod || /[a-z]/i.test(event.key)) ? 'Shift+' : '';
  return `${mod}${shift}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
}

const NAMES: Record<string, string> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ' ': 'Space',
  Mod: 'Ctrl',
  Control: 'Ctrl',
};

/** A chord as it is printed on keys. */
export function keyName(chord: string): string {
  if (chord === ' ') return 'Space';
  return chord
    .split('+')
    .map((key) => NAMES[key] ?? key)
    .join(' ');
}

/** From a stop to the one before or after it; from outside to where the tour begins. */
function along(tour: Tour, by: 1 | -1): void {
  tour.go(tour.at < 0 ? 0 : tour.at + by);
}

export function bindings({
  copyLink,
  copyClaim,
  save,
  library,
  own,
  proof,
  picture,
  find,
  reference,
  hints,
  help,
  withTour,
}: Commands): readonly Binding[] {
  return [
    { keys: ['ArrowRight'], says: 'one micro-step forward', run: ({ step }) => step(1) },
    { keys: ['ArrowLeft'], says: 'one micro-step back', run: ({ step }) => step(-1) },
    { keys: ['ArrowDown'], says: 'step over the function that comes next', run: ({ over }) => over() },
    { keys: ['ArrowUp'], says: 'step out of the function', run: ({ out }) => out() },
    { keys: ['Shift+ArrowRight'], says: 'to the end of the operation', run: ({ stepOp }) => stepOp(1) },
    { keys: ['Shift+ArrowLeft'], says: 'to the beginning of the operation', run: ({ stepOp }) => stepOp(-1) },
    { keys: ['Home'], says: 'to the beginning', run: ({ first }) => first() },
    { keys: ['End'], says: 'to the end', run: ({ last }) => last() },
    { keys: [' '], says: 'play, or pause', run: ({ play, playing }) => play(!playing) },
    {
      keys: ['x'],
      says: 'the next design, of those beside it or of the main ones, at the same operation',
      run: ({ flipDesign }) => flipDesign(),
    },
    {
      keys: ['c'],
      says: 'show naive and 7.3 side by side, or one alone',
      run: ({ document, compare }) =>
        compare(document.beside ? [] : [document.design === 'naive' ? '7.3' : 'naive']),
    },
    { keys: ['d'], says: 'a design of your own', run: own },
    {
      keys: ['h'],
      says: 'read arrows as holds, or as releases',
      run: ({ reading, setReading }) => setReading(reading === 'holds' ? 'releases' : 'holds'),
    },
    {
      keys: ['t'],
      says: 'take the tour of the scenario, or leave it',
      run: ({ document, leaveTour }) => (document.tour ? leaveTour() : withTour((tour) => along(tour, 1))),
    },
    { keys: [']', 'n'], says: 'the next stop of the tour', run: () => withTour((tour) => along(tour, 1)) },
    { keys: ['[', 'p'], says: 'the stop before', run: () => withTour((tour) => along(tour, -1)) },
    { keys: ['l'], says: 'the library of scenarios', run: library },
    { keys: ['v'], says: 'every order: what is proved of the design', run: proof },
    { keys: ['r'], says: 'the reference: kinds, references, operations, laws, designs', run: reference },
    { keys: ['e'], says: 'export what is seen: as a picture, a graph, data', run: picture },
    { keys: ['y'], says: 'copy the link', run: copyLink },
    { keys: ['Shift+y'], says: 'copy a link that claims how this ends', run: copyClaim },
    { keys: ['Mod+s'], says: 'save it in this browser, under its title', run: save },
    { keys: ['Mod+z'], says: 'undo', run: ({ undo }) => undo() },
    { keys: ['Mod+Shift+z', 'Mod+y'], says: 'redo', run: ({ redo }) => redo() },
    {
      keys: ['Escape'],
      says: 'leave what is being built, the tour, or the selection',
      run: ({ building, cancelBuild, document, leaveTour, select }) => {
        if (building) cancelBuild();
        else if (document.tour) leaveTour();
        else select(null);
      },
    },
    { keys: ['Mod+k', '/'], says: 'find an action, an object, a step, a scenario', run: find },
    { keys: ['k'], says: 'show keys where they act, or hide them', run: hints },
    { keys: ['?'], says: 'this help', run: help },
  ];
}

/** What takes its keys for itself: text, choices, and the slider, which goes a step with an arrow of its own. */
function ownsKey({ target, key, shiftKey }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog, [role=menu], [role=separator]')) return true;
  if (target.closest('input[type=range]')) return !shiftKey && /^(Arrow|Home|End|Page)/.test(key);
  if (target.closest('textarea, select, input:not([type=checkbox])')) return true;
  return (key === ' ' || key === 'Enter') && target.closest('button, summary, a, input') !== null;
}

/** Listens for the keys of the page, or for those of them that are wanted. Returns how to stop. */
export function connectKeys(
  store: Store,
  commands: Commands,
  isWanted: (binding: Binding) => boolean = () => true,
): () => void {
  const all = bindings(commands).filter(isWanted);
  const press = (event: KeyboardEvent) => {
    // With a dialog open the page is not there, wherever the focus has gone.
    if (document.querySelector('dialog[open]')) return;
    if (event.altKey || event.defaultPrevented || ownsKey(event)) return;
    const wanted = chord(event);
    const found = all.find(({ keys }) => keys.includes(wanted));
    if (!found) return;
    event.preventDefault();
    found.run(store.getState());
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}
