import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeLink } from '../../scenario/link/decode.ts';
import { EMPTY_SCENARIO, type Scenario } from '../../store/index.ts';
import { carrying, fileNameOf } from './savePage.ts';

const PAGE = '<head><meta name="scenario" content=""><style>a</style></head>';
const titled = (title: string): Scenario => ({ ...EMPTY_SCENARIO, title });
const carriedBy = (html: string) => /name="scenario" content="([^"]*)"/.exec(html)?.[1] ?? '';

describe('a page that carries a scenario', () => {
  test('gives it back, and nothing else of the page changes, whatever the title is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string(), (title, before) => {
        const html = carrying(PAGE, titled(before)) ?? '';
        const next = carrying(html, titled(title)) ?? '';
        const link = carriedBy(next);
        expect(next.replace(link, '')).toBe(PAGE);
        expect(decodeLink(link).scenario?.title).toBe(
          decodeLink(carriedBy(carrying(PAGE, titled(title)) ?? '')).scenario?.title,
        );
        expect(decodeLink(link).problems).toEqual([]);
      }),
    );
  });

  test('is no page without a place for it', () => {
    expect(carrying('<html><head></head></html>', EMPTY_SCENARIO)).toBeUndefined();
    expect(carrying('<meta name="scenario" content="<b>">', EMPTY_SCENARIO)).toBeUndefined();
  });

  test('has a name that any file system takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (title) => {
        expect(fileNameOf(titled(title))).toMatch(/^release-graph(-[a-z0-9]+)*\.html$/);
        expect(fileNameOf(titled(title)).length).toBeLessThan(90);
      }),
    );
    expect(fileNameOf(titled('A queue is live!'))).toBe('release-graph-a-queue-is-live.html');
  });
});
