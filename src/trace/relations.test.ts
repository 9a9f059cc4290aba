import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type DesignName, designOf, OBJECT_KINDS, RELATIONS, type RoleName } from '../iommufd/index.ts';
import type { File, Snapshot } from '../machine/index.ts';
import { LIBRARY, parseText } from '../scenario/index.ts';
import { keepLedgers, type Run, run } from './index.ts';

const FOLDER = new URL('./recordings/', import.meta.url);
const FILES = {
  iommufd: 'ctx file',
  access: 'file of an access',
  eventq: 'file of an event queue',
  vfio: 'VFIO file',
};
const WORDS: Record<string, string> = {
  task: 'process',
  hold: 'ioctl in flight',
  vma: 'mapping',
  vfio: 'VFIO device',
};

function thing(state: Snapshot, address: number): string {
  const cell = state[address];
  if (cell?.kind === 'file') return FILES[(cell as File).fops as keyof typeof FILES];
  return WORDS[cell?.kind ?? ''] ?? cell?.kind ?? 'nothing';
}

function relationsIn(found: Run, into: Map<string, Set<string>>): void {
  const known = new Set<object>();
  keepLedgers(found).forEach(({ rows }, frame) => {
    const state = found.frames[frame]?.state ?? [];
    for (const row of rows) {
      if (known.has(row)) continue;
      known.add(row);
      const seen = into.get(row.ref.role) ?? new Set<string>();
      into.set(row.ref.role, seen.add(`by ${thing(state, row.ref.by)}`).add(`of ${thing(state, row.of)}`));
    }
  });
}

test('in every recording and built-in, each reference stands between kinds that its relation names, and between all of them', () => {
  const seen = new Map<string, Set<string>>();
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl')))
    for (const line of readFileSync(new URL(file, FOLDER), 'utf8').trim().split('\n')) {
      const { design, ops } = JSON.parse(line) as {
        design: DesignName;
        ops: readonly { text: string; implicit?: true }[];
      };
      const text = ops.filter((op) => !op.implicit).map((op) => op.text);
      relationsIn(run(parseText(text.join('\n')).scenario.ops, designOf(design)), seen);
    }
  for (const { scenario } of LIBRARY) relationsIn(run(scenario.ops, designOf(scenario.design)), seen);
  for (const [role, { by, of }] of Object.entries(RELATIONS)) {
    const found = seen.get(role as RoleName) ?? new Set();
    const told = new Set([...by.map((one) => `by ${one}`), ...of.map((one) => `of ${one}`)]);
    expect(
      [...found].filter((one) => !told.has(one)),
      role,
    ).toEqual([]);
    // Anything can be looked up, or destroyed; the recordings do not do it with everything.
    if (of.length < OBJECT_KINDS.length)
      expect(
        [...told].filter((one) => !found.has(one)),
        role,
      ).toEqual([]);
  }
});
