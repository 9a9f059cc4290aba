import type { Intents, State, Store } from '../../store/index.ts';
import type { Tour } from '../tour/useTour.ts';

/** Keys, and what they do; in words in KEY_WORDS, by the first of them. */
export interface Binding {
  readonly keys: readonly string[];
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
export function chord(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): string {
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
    { keys: ['ArrowRight'], run: ({ step }) => step(1) },
    { keys: ['ArrowLeft'], run: ({ step }) => step(-1) },
    { keys: ['ArrowDown'], run: ({ over }) => over() },
    { keys: ['ArrowUp'], run: ({ out }) => out() },
    { keys: ['Shift+ArrowRight'], run: ({ stepOp }) => stepOp(1) },
    { keys: ['Shift+ArrowLeft'], run: ({ stepOp }) => stepOp(-1) },
    { keys: ['Home'], run: ({ first }) => first() },
    { keys: ['End'], run: ({ last }) => last() },
    { keys: [' '], run: ({ play, playing }) => play(!playing) },
    {
      keys: ['x'],
      run: ({ flipDesign }) => flipDesign(),
    },
    {
      keys: ['c'],
      run: ({ document, compare }) =>
        compare(document.beside ? [] : [document.design === 'naive' ? '7.3' : 'naive']),
    },
    { keys: ['d'], run: own },
    {
      keys: ['h'],
      run: ({ reading, setReading }) => setReading(reading === 'holds' ? 'releases' : 'holds'),
    },
    {
      keys: ['t'],
      run: ({ document, leaveTour }) => (document.tour ? leaveTour() : withTour((tour) => along(tour, 1))),
    },
    { keys: [']', 'n'], run: () => withTour((tour) => along(tour, 1)) },
    { keys: ['[', 'p'], run: () => withTour((tour) => along(tour, -1)) },
    { keys: ['l'], run: library },
    { keys: ['v'], run: proof },
    { keys: ['r'], run: reference },
    { keys: ['e'], run: picture },
    { keys: ['y'], run: copyLink },
    { keys: ['Shift+y'], run: copyClaim },
    { keys: ['Mod+s'], run: save },
    { keys: ['Mod+z'], run: ({ undo }) => undo() },
    { keys: ['Mod+Shift+z', 'Mod+y'], run: ({ redo }) => redo() },
    {
      keys: ['Escape'],
      run: ({ building, cancelBuild, document, leaveTour, select }) => {
        if (building) cancelBuild();
        else if (document.tour) leaveTour();
        else select(null);
      },
    },
    { keys: ['Mod+k', '/'], run: find },
    { keys: ['k'], run: hints },
    { keys: ['?'], run: help },
  ];
}

/** The focus is where a click has left it. Space then plays, and does not click again. */
let isPointing = false;

/** What takes its keys for itself: text, choices, and the slider, which goes a step with an arrow of its own. */
function ownsKey({ target, key, shiftKey }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog, [role=menu], [role=separator]')) return true;
  if (target.closest('input[type=range]')) return !shiftKey && /^(Arrow|Home|End|Page)/.test(key);
  if (target.closest('textarea, select, input:not([type=checkbox])')) return true;
  if (key === ' ' && isPointing && target.closest('button')) return false;
  return (key === ' ' || key === 'Enter') && target.closest('button, summary, a, input') !== null;
}

/** Listens for the keys of the page, or for those of them that are wanted. Returns how to stop. */
export function connectKeys(
  store: Store,
  commands: Commands,
  isWanted: (binding: Binding) => boolean = () => true,
): () => void {
  const all = bindings(commands).filter(isWanted);
  const release = (event: KeyboardEvent) => {
    if (event.key === 'Tab') isPointing = false;
    // In some browsers a button is clicked by the Space that goes up, however it went down.
    if (event.key === ' ' && !document.querySelector('dialog[open]') && !ownsKey(event))
      event.preventDefault();
  };
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
  const point = () => {
    isPointing = true;
  };
  const listening = new AbortController();
  const how = { signal: listening.signal };
  document.addEventListener('keydown', press, how);
  document.addEventListener('pointerdown', point, how);
  document.addEventListener('keyup', release, how);
  return () => listening.abort();
}
