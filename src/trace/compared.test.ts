import { expect, test } from 'vitest';
import { COMPARED_EVENTS, COMPARED_FIELDS, OTHER_EVENTS } from './compared.ts';
import { RECORDINGS } from './recordings.fixture.ts';

interface RecordedObject {
  readonly type: string;
  readonly areas?: readonly object[];
}

const OPS = RECORDINGS.flatMap(([, all]) => all).flatMap(({ ops }) => ops);

test('what is told of the comparison names every field that a recording has, and no other', () => {
  const found: Record<string, Set<string>> = {};
  const see = (of: string, one: object, but: readonly string[] = []) => {
    found[of] ??= new Set();
    for (const field of Object.keys(one)) if (!but.includes(field)) found[of].add(field);
  };
  for (const op of OPS) {
    see('operation', op, ['events']);
    for (const release of Object.values(op.release ?? {})) {
      see('release', release);
      for (const one of release.order) see('order', one);
      for (const one of release.skips) see('skips', one);
    }
    for (const context of op.contexts) {
      see('context', context);
      for (const one of context.objects as readonly RecordedObject[]) {
        see(one.type, one, COMPARED_FIELDS['every object']);
        for (const area of one.areas ?? []) see('area', area);
      }
    }
  }
  const { 'every object': _, ...told } = COMPARED_FIELDS;
  const fields = (of: Readonly<Record<string, Iterable<string>>>) =>
    Object.fromEntries(
      Object.entries(of)
        .map(([name, list]) => [name, [...list].sort()] as const)
        .filter(([, list]) => list.length > 0),
    );
  expect(fields(found)).toEqual(fields(told));
});

test('an event is compared, or is named as one that is not', () => {
  const found = new Set(OPS.flatMap(({ events }) => (events ?? []).map(({ ev }) => ev)));
  expect([...found].sort()).toEqual([...COMPARED_EVENTS, ...OTHER_EVENTS].sort());
});
