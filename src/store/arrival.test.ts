import { expect, test } from 'vitest';
import { EMPTY_SCENARIO, formatOp, parseText, type Scenario, SEED } from '../scenario/index.ts';
import { createAppStore, type Store } from './store.ts';

const LINES = Array.from({ length: 120 }, (_, i) => `open > c${i}`);

const large = (lines: readonly string[]): Scenario => {
  const { ops } = parseText(lines.join('\n')).scenario;
  return { ...EMPTY_SCENARIO, ops, cursor: { op: ops.length, step: 0 } };
};

const LARGE = large(LINES);

const linesOf = (store: Store) => store.getState().document.ops.map(formatOp);

function opened(): Store {
  const store = createAppStore();
  store.getState().open(LARGE);
  store.getState().settle();
  return store;
}

test('a large scenario arrives by itself, and what was shown stays until then', async () => {
  const store = createAppStore();
  store.getState().open(LARGE);
  expect(store.getState().document).toBe(SEED);
  await expect.poll(() => store.getState().document).toBe(LARGE);
});

test('of two that are opened the later one arrives, alone', async () => {
  const store = createAppStore();
  const other = large(LINES.slice(10));
  store.getState().open(LARGE);
  store.getState().open(other);
  await expect.poll(() => store.getState().document).toBe(other);
});

test('what is done before it is there is done to it', () => {
  const store = createAppStore();
  store.getState().open(LARGE);
  store.getState().first();
  expect(linesOf(store)).toEqual(LINES);
  expect(store.getState().document.cursor).toEqual({ op: 0, step: 0 });
});

test('edits that follow each other are all there, and each is undone by itself', () => {
  const store = opened();
  store.getState().remove(119);
  store.getState().remove(118);
  store.getState().undo();
  store.getState().settle();
  expect(linesOf(store)).toEqual(LINES.slice(0, 119));
});

test('text is kept as it is typed, and is one edit however fast', async () => {
  const store = opened();
  const type = (text: string) => store.getState().editText(text, parseText);
  for (const end of ['close c1', 'close c11', 'close c119']) {
    const text = `${LINES.join('\n')}\n${end}`;
    type(text);
    expect(store.getState().draft?.text).toBe(text);
  }
  await expect.poll(() => linesOf(store)).toEqual([...LINES, 'close c119']);
  expect(store.getState().draft?.text).toMatch(/close c119$/);
  store.getState().undo();
  store.getState().settle();
  expect(linesOf(store)).toEqual(LINES);
});

test('a text with a mistake drops what it was on the way to', async () => {
  const store = opened();
  store.getState().editText(`${LINES.join('\n')}\nclose c1`, parseText);
  store.getState().editText(`${LINES.join('\n')}\nclose c1x`, parseText);
  expect(store.getState().draft?.problems).toHaveLength(1);
  await new Promise((done) => setTimeout(done, 300));
  expect(linesOf(store)).toEqual(LINES);
  expect(store.getState().draft?.problems).toHaveLength(1);
});
