import { expect, test, vi } from 'vitest';

test('where a server demands it, the policy of a script gives its address and no other', async () => {
  const made: string[] = [];
  vi.stubGlobal('trustedTypes', {
    createPolicy: (name: string, rules: { createScriptURL(address: string): string }) => {
      made.push(name);
      return { createScriptURL: (address: string) => `trusted ${rules.createScriptURL(address)}` };
    },
  });
  const { ownScript } = await import('./own_script.ts');
  expect(ownScript('one', './a.js')).toBe('trusted ./a.js');
  expect(made).toEqual(['one']);
});

test('elsewhere the address is what it is', async () => {
  vi.unstubAllGlobals();
  vi.resetModules();
  const { ownScript } = await import('./own_script.ts');
  expect(ownScript('one', './a.js')).toBe('./a.js');
});
