import { EMPTY_SCENARIO, SPEEDS, type Store } from '../../store/index.ts';
import { applyTheme } from '../bar/theme.ts';
import { copyAs } from '../export/copyAs.ts';
import { wordsOf } from '../keyboard/key_words.ts';
import { bindings, type Commands, keyName } from '../keyboard/keys.ts';
import type { Entry } from './entry.ts';

const TEXTS = ['text', 'cycle', 'ledger', 'steps', 'columns', 'markdown', 'mermaid', 'dot'] as const;

/** What people call the things that keys do, by the first of their chords. */
const ALSO: Readonly<Record<string, string>> = {
  ' ': 'run start stop watch',
  c: 'side by side beside diff two',
  d: 'what if own design without reference',
  v: 'proof prove verify explore race interleave threads two calls search counterexample',
  e: 'picture svg png save download',
  l: 'open paste mail rename new empty story',
  h: 'list view mailing list direction',
  'Shift+y': 'claim assert reproduce',
  '?': 'rows meaning',
  'Mod+s': 'keep store rename',
  'Mod+k': 'command palette',
};

const THEMES = ['dark', 'light', 'auto'] as const;

/** What can be done to the page as a whole, and what keys do. */
export function actions(store: Store, commands: Commands): readonly Entry[] {
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
  const speeds = SPEEDS.map(
    (speed): Entry => ({
      group: 'Do',
      says: `speed: ${speed} steps a second`,
      also: 'play fast slow',
      hint: '',
      run: () => store.getState().setSpeed(speed),
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
  return [...done, ...copied, ...themes, ...speeds, ...others];
}
