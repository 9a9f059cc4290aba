import { describe, expect, test } from 'vitest';
import { embedIn } from './embed.ts';

describe('what an address asks to embed', () => {
  test.each(['graph', 'strip', 'tour'])('%s, with controls unless they are refused', (kind) => {
    expect(embedIn(`?embed=${kind}`)).toEqual({ kind, controls: true });
    expect(embedIn(`?from=here&embed=${kind}&controls=1`)).toEqual({ kind, controls: true });
    expect(embedIn(`?controls=0&embed=${kind}`)).toEqual({ kind, controls: false });
  });

  test.each([
    '',
    '?',
    '?embed',
    '?embed=',
    '?embed=Graph',
    '?embed=constructor',
    '?controls=0',
    '?embed=a&embed=graph',
  ])('of %j it is the whole app', (query) => expect(embedIn(query)).toBeNull());
});
