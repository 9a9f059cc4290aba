import { describe, expect, test } from 'vitest';
import { DESIGN_NAMES, designOf, ROLES, type RoleName } from '../iommufd/index.ts';
import type { Ref } from '../machine/index.ts';
import { LIBRARY } from '../scenario/index.ts';
import { keepLedgers, type Run, run } from './index.ts';
import { RECORDINGS, rerun } from './recordings.fixture.ts';
import { MOCK, runText } from './run/run.fixture.ts';

/** Every reference that was taken or given back, against the function that the table says does it. */
function strays(found: Run): readonly string[] {
  const ledgers = keepLedgers(found);
  return found.frames.flatMap(({ step }, frame) => {
    if (!step) return [];
    const { effect } = step;
    const check = (ref: Ref, how: 'taken' | 'put', stack = step.stack) => {
      const says: string = ROLES[ref.role as RoleName][how];
      return says.split(/, | or /).some((name) => stack.includes(name))
        ? []
        : [`${ref.role} ${how} in ${stack.join(' › ')}, not in ${says}`];
    };
    if (effect.do === 'alloc') return effect.refs.flatMap(({ ref }) => check(ref, 'taken'));
    if (effect.do === 'handover') {
      const row = ledgers[frame]?.rows.find(({ of, ref }) => of === effect.of && ref === effect.to);
      return check(effect.to, 'taken', row?.stack);
    }
    if (effect.do !== 'count' || !effect.ref || effect.from === effect.to) return [];
    return check(effect.ref, /^(inc|set)/.test(effect.op) ? 'taken' : 'put');
  });
}

describe.each(RECORDINGS)('in %s', (_, all) => {
  test('every reference is taken and put where its role says', () => {
    const found = new Set(all.flatMap((kernel) => strays(rerun(kernel))));
    expect([...found]).toEqual([]);
  });
});

test('a nested table gives back the reference on its parent that it took', () => {
  const found = runText(`${MOCK}
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
hwpt_alloc c dev=dev pt=hp nested=1 > n
destroy c n`);
  const ledgers = keepLedgers(found);
  const held = found.ops.map(
    ({ last }) => ledgers[last]?.rows.filter(({ ref }) => ref.role === 'hwpt->parent').length,
  );
  expect(held.slice(-3)).toEqual([1, 0, 0]);
});

test.each(LIBRARY.map(({ id, scenario }) => [id, scenario.ops] as const))(
  'in built-in %s, in every design, every reference is taken and put where its role says',
  (_, ops) => {
    for (const name of DESIGN_NAMES) expect(strays(run(ops, designOf(name)))).toEqual([]);
  },
);
