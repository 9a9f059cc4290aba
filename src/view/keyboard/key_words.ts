import type { Walk } from '../graph/walk/walking.ts';
import type { Binding } from './keys.ts';

/** What each key does, by the first of its chords. */
const KEY_WORDS: Readonly<Record<string, string>> = {
  ArrowRight: 'one step forward',
  ArrowLeft: 'one step back',
  ArrowDown: 'step over the next function',
  ArrowUp: 'step out of the function',
  'Shift+ArrowRight': 'to the end of the operation',
  'Shift+ArrowLeft': 'to the beginning of the operation',
  Home: 'to the beginning',
  End: 'to the end',
  ' ': 'play, or pause',
  x: 'the next design at the same operation: of the compared ones if there are any, else of naive, v6 and 7.3',
  c: 'compare naive and 7.3, or stop comparing',
  d: 'make a custom design',
  h: 'read arrows as holds, or as releases',
  t: 'take the tour of the scenario, or leave it',
  ']': 'next stop of the tour',
  '[': 'previous stop of the tour',
  l: 'the library of scenarios',
  v: 'proof: every teardown order from here',
  r: 'the reference: kinds, references, operations, laws, designs',
  e: 'export this step: as a picture, a graph, data',
  y: 'copy the link',
  'Shift+y': 'copy a link with this verdict, which opening it checks',
  'Mod+s': 'save this scenario in the browser, under its title',
  'Mod+z': 'undo',
  'Mod+Shift+z': 'redo',
  Escape: 'cancel the form, leave the tour, or clear the selection',
  'Mod+k': 'find an action, an object, a step, a scenario',
  k: 'show keys where they act, or hide them',
  '?': 'this help',
};

/** What a key does, in words. */
export function wordsOf({ keys: [first = ''] }: Pick<Binding, 'keys'>): string {
  const says = KEY_WORDS[first];
  if (says === undefined) throw new Error(`no words for the key ${first}`);
  return says;
}

/** What each key does inside the drawing, where Enter leads once Tab has come to it. */
export const WALK_WORDS: Readonly<Record<Walk, string>> = {
  act: 'select the node or the reference',
  go: 'go to the nearest node in that direction, or to that end of the reference',
  round: 'next or previous reference of the node',
  menu: 'open the menu of the node',
  leave: 'leave the drawing',
};
