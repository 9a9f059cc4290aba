import type { Walk } from './graph/walking.ts';
import type { Binding } from './keys.ts';

/** What each key does, by the first of its chords. */
const KEY_WORDS: Readonly<Record<string, string>> = {
  ArrowRight: 'one micro-step forward',
  ArrowLeft: 'one micro-step back',
  ArrowDown: 'step over the function that comes next',
  ArrowUp: 'step out of the function',
  'Shift+ArrowRight': 'to the end of the operation',
  'Shift+ArrowLeft': 'to the beginning of the operation',
  Home: 'to the beginning',
  End: 'to the end',
  ' ': 'play, or pause',
  x: 'the next design, of those beside it or of the main ones, at the same operation',
  c: 'show naive and 7.3 side by side, or one alone',
  d: 'a design of your own',
  h: 'read arrows as holds, or as releases',
  t: 'take the tour of the scenario, or leave it',
  ']': 'the next stop of the tour',
  '[': 'the stop before',
  l: 'the library of scenarios',
  v: 'every order: what is proved of the design',
  r: 'the reference: kinds, references, operations, laws, designs',
  e: 'export what is seen: as a picture, a graph, data',
  y: 'copy the link',
  'Shift+y': 'copy a link that claims how this ends',
  'Mod+s': 'save it in this browser, under its title',
  'Mod+z': 'undo',
  'Mod+Shift+z': 'redo',
  Escape: 'leave what is being built, the tour, or the selection',
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
  go: 'to the nearest node that way, or from a reference to its end that way',
  round: 'the next reference of the node, or the one before',
  menu: 'what can be done with the node',
  leave: 'leave the drawing: the keys are those of the page again',
};
