import { expect, test, vi } from 'vitest';
import { trustOwnScripts } from './trust.ts';

test('where a server demands it, the scripts that the page starts are let through, and no others', () => {
  const createPolicy = vi.fn();
  vi.stubGlobal('trustedTypes', { createPolicy });
  vi.stubGlobal('document', { baseURI: 'https://host/app/' });
  vi.stubGlobal('window', { location: { origin: 'https://host' } });
  trustOwnScripts();
  const [[name, { createScriptURL: trusted }] = []] = createPolicy.mock.calls;
  expect(name).toBe('default');
  for (const own of ['./sw.js', 'https://host/app/assets/worker-D4z8_KDx.js']) expect(trusted(own)).toBe(own);
  for (const foreign of [
    'https://other/assets/worker-D4z8_KDx.js',
    '//other/assets/worker-a.js',
    './a.js',
    'data:,',
  ])
    expect(trusted(foreign)).toBeNull();
});

test('elsewhere nothing is done', () => {
  vi.stubGlobal('trustedTypes', undefined);
  expect(trustOwnScripts).not.toThrow();
});
