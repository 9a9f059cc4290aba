import { expect, test } from 'vitest';
import { LATER_WORDS } from './later.ts';

test('what came later is told with its errno, and with how that is known', () => {
  for (const { says, source } of Object.values(LATER_WORDS)) {
    expect(says).toMatch(/ENOTTY|ENODEV|EOPNOTSUPP|E2BIG/);
    expect(source).not.toBe('');
  }
});
