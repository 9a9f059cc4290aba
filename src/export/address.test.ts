import { expect, test } from 'vitest';
import { encodeLink, SEED } from '../scenario/index.ts';
import { addressOf, isLocal } from './address.ts';

test('an address is that of the page, with the link behind it', () => {
  const link = `#${encodeLink(SEED)}`;
  expect(addressOf('https://example.org/rg/?embed=1#old', SEED)).toBe(`https://example.org/rg/${link}`);
  expect(addressOf('', SEED)).toBe(link);
});

test.each([
  ['http://127.0.0.1:5173/#1a', true],
  ['http://localhost/#1a', true],
  ['http://[::1]:8080/', true],
  ['file:///home/me/release-graph.html#1a', true],
  ['https://example.org/#1a', false],
  ['https://localhost.example.org/', false],
  ['https://127.0.0.1.example.org/', false],
])('%s leads to this machine: %s', (address, local) => {
  expect(isLocal(address)).toBe(local);
});
