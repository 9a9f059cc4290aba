import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AGREEMENT_TOTAL } from './index.ts';

test('docs/fidelity.md has the figures that the comparison with the recordings counts', () => {
  const text = readFileSync(new URL('../../docs/fidelity.md', import.meta.url), 'utf8');
  const [, marked = ''] = /<!-- agreement -->([\s\S]*?)<!-- \/agreement -->/.exec(text) ?? [];
  const shown = marked.match(/\d[\d,]*(?= )/g);
  const { recordings, operations, objects, values, events } = AGREEMENT_TOTAL;
  const figures = [recordings, operations, objects, values, events];
  expect(shown).toEqual(figures.map((value) => value.toLocaleString('en-US')));
});
