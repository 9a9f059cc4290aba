import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AGREEMENT_TOTAL } from './index.ts';

test('the README has the figures that the comparison with the recordings counts', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, marked = ''] = /<!-- agreement -->([\s\S]*?)<!-- \/agreement -->/.exec(readme) ?? [];
  const shown = marked.match(/\d[\d,]*(?= )/g);
  const { recordings, operations, objects, values, events } = AGREEMENT_TOTAL;
  const figures = [recordings, operations, objects, values, events];
  expect(shown).toEqual(figures.map((value) => value.toLocaleString('en-US')));
});
