import { describe, expect, test } from 'vitest';
import { decodeLink, encodeLink, LIMITS, parseText, SEED } from './index.ts';

/** Far above what any of these take, far below what a wait feels like. */
const MILLISECONDS = 1000;

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

const full = LIMITS.text;

describe('no text makes the reader slow', () => {
  test.each([
    ['blanks inside a title', `# title: a${' '.repeat(full - 20)}b`],
    ['words and blanks in a title', `# title:${' a'.repeat(full / 2 - 10)}`],
    ['blanks before a word', `${' '.repeat(full - 1)}x`],
    ['unknown operations', 'ioas_allok\n'.repeat(full / 11)],
    ['operands', `destroy ${'a '.repeat(full / 2 - 10)}`],
    ['labels', `open > ${Array.from({ length: 9000 }, (_, i) => `a${i}`).join(' ')}`],
  ])('%s', (_, text) => {
    expect(timed(() => parseText(text))).toBeLessThan(MILLISECONDS);
  });
});

const pasted = LIMITS.link * 4;

describe('no link makes the reader slow', () => {
  const mocks = Array.from({ length: LIMITS.ops - 2 }, (_, i) => ({
    name: 'mock_domain' as const,
    operands: { ctx: 'c', pt: 'io' },
    labels: [`a${i}`, `b${i}`, `e${i}`],
  }));
  const widest = encodeLink({ ...SEED, ops: [...SEED.ops.slice(0, 2), ...mocks] });
  test.each([
    ['one with as many operations and labels as there may be', widest],
    ['punctuation', `#1a${'-'.repeat(pasted - 10)}`],
    ['punctuation between letters', `#1a${'-'.repeat(16_000)}x${'-'.repeat(16_000)}`],
    ['many lines', `1a${'-'.repeat(900)}\n`.repeat(64)],
    ['many words', `#1a${' a'.repeat(pasted / 2 - 10)}`],
    ['many marks where a link could begin', '#1an '.repeat(pasted / 5)],
    ['quotes', '> '.repeat(pasted / 2)],
    ['percent signs', '%2525'.repeat(pasted / 5)],
  ])('%s', (_, text) => {
    expect(timed(() => decodeLink(text))).toBeLessThan(MILLISECONDS);
  });
});
