import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAIN_DESIGNS, OP_NAMES, type Op, type Operand, type OpName, opSpec } from '../../iommufd/index.ts';
import { opsArbitrary } from '../../iommufd/ops.arbitrary.ts';
import { EMPTY_SCENARIO, formatOp, parseText } from '../../scenario/index.ts';
import { insertionPoint, sessionIn } from '../place.ts';
import { sessionOf } from '../session.ts';
import { createAppStore } from '../store.ts';
import { choicesFor } from './legal.ts';
import { offered, propose } from './offer.ts';
import { isFilled, withOperand } from './operands.ts';

const SEED = 20261123;

const opsOf = (text: string): readonly Op[] => parseText(text.replaceAll(';', '\n')).scenario.ops;
const sessionAt = (ops: readonly Op[]) => sessionOf(ops, '7.3');

function legal(ops: readonly Op[], name: OpName, operand: string, given: Record<string, Operand> = {}) {
  const spec = opSpec(name).operands.find((one) => one.name === operand);
  if (!spec) throw new Error(`${name} has no ${operand}`);
  const all = choicesFor(sessionAt(ops), ops.length, spec, given);
  return all.filter((one) => one.legal).map(({ value }) => value);
}

const QUEUE = 'open > c;ioas_alloc c > io;mock_domain c pt=io > sd dev hw';

test('of two operands that stand in the place of each other, the one that is set stays', () => {
  const ops = opsOf(
    `${QUEUE};hwpt_alloc c dev=dev pt=io nest_parent=1 > hp;viommu_alloc c dev=dev hwpt=hp data=1 > vi`,
  );
  const proposed = propose(sessionAt(ops), ops.length, 'mmap');
  expect(proposed).toEqual({ ctx: 'c', viommu: 'vi' });
  const moved = withOperand('mmap', proposed, 'off', 0n);
  expect(moved).toEqual({ ctx: 'c', off: 0n });
  expect(isFilled('mmap', moved)).toBe(true);
  expect(propose(sessionAt(ops), ops.length, 'mmap', moved)).toEqual(moved);
  expect(withOperand('mmap', moved, 'viommu', 'vi')).toEqual(proposed);
  const without = withOperand('mmap', moved, 'off', null);
  expect([without, isFilled('mmap', without)]).toEqual([{ ctx: 'c' }, false]);
});

describe('what an operand can name', () => {
  test('is legal while it lives, and only under its own context', () => {
    const ops = opsOf(`${QUEUE};open > c2;ioas_alloc c2 > io2`);
    expect(legal(ops, 'ioas_map', 'ioas')).toEqual(['io2', 'io']);
    expect(legal(ops, 'ioas_map', 'ioas', { ctx: 'c' })).toEqual(['io']);
    expect(legal(ops, 'ioas_map', 'ioas', { ctx: 'c2' })).toEqual(['io2']);
  });

  test('of two descriptors of one context, the closed one is not legal', () => {
    expect(legal(opsOf('open > c;dup c > d;close c'), 'ioas_alloc', 'ctx')).toEqual(['d']);
  });

  test('the object that a duplicate reaches is the object of its original', () => {
    expect(legal(opsOf(`${QUEUE};dup c > d;close c`), 'ioas_map', 'ioas', { ctx: 'd' })).toEqual(['io']);
  });

  test('an object without a label goes by its ID', () => {
    expect(legal(opsOf('open > c;ioas_alloc c'), 'destroy', 'id')).toEqual([1n]);
  });

  test('what was destroyed or never made is there, and not legal', () => {
    const ops = opsOf('open > c;ioas_alloc c > io;destroy c io;ioas_alloc c > new');
    const [spec] = opSpec('ioas_map').operands.filter(({ name }) => name === 'ioas');
    const all = spec ? choicesFor(sessionAt(ops), ops.length, spec) : [];
    expect(all.map(({ value, legal: is }) => [value, is])).toEqual([
      ['new', true],
      ['io', false],
    ]);
  });
});

describe('what a new operation begins with', () => {
  const begun = (text: string, name: OpName) => {
    const store = createAppStore();
    store.getState().open({ ...EMPTY_SCENARIO, ops: opsOf(text), cursor: { op: 99, step: 0 } });
    store
      .getState()
      .build(name, propose(sessionIn(store.getState()), insertionPoint(store.getState()), name));
    return store.getState().building?.operands;
  };

  test('is the latest context, or the latest in which all that it needs can be found', () => {
    expect(begun(`${QUEUE};open > c2`, 'ioas_alloc')).toEqual({ ctx: 'c2' });
    expect(begun(`${QUEUE};open > c2`, 'ioas_map')).toEqual({ ctx: 'c', ioas: 'io' });
  });

  test('is not possible where no single context has everything', () => {
    const apart = opsOf('open > c;ioas_alloc c > io;open > c2;vfio_bind c2 > dev v');
    expect(offered(sessionAt(apart), apart.length)).toContain('ioas_map');
    expect(offered(sessionAt(apart), apart.length)).not.toContain('hwpt_alloc');
    expect(begun('open > c;ioas_alloc c > io;open > c2;vfio_bind c2 > dev v', 'hwpt_alloc')).toEqual({
      ctx: 'c2',
      dev: 'dev',
    });
  });

  test('can be begun after any refusal, even that of a descriptor', () => {
    expect(begun('open > c;close c;dup c > d;ioas_alloc d > io', 'open')).toEqual({});
    expect(begun('open > c;close c;dup c > d;ioas_alloc d > io', 'ioas_alloc')).toEqual({});
  });
});

const ABOUT_MORE: readonly OpName[] = ['ioas_unmap', 'pin', 'unpin', 'access_rw'];

test(`what is offered as legal is never refused as missing, seed ${SEED}`, () => {
  const offered = fc.constantFrom(...OP_NAMES.filter((name) => opSpec(name).operands.length > 0));
  let ran = 0;
  fc.assert(
    fc.property(opsArbitrary(16), offered, fc.constantFrom(...MAIN_DESIGNS), (ops, name, design) => {
      const session = sessionOf(ops, design);
      if (session.run.ops.length < ops.length) return;
      if (!isFilled(name, propose(session, ops.length, name))) return;
      const store = createAppStore();
      store.getState().open({ title: '', design, ops, cursor: { op: ops.length, step: 0 } });
      store
        .getState()
        .build(name, propose(sessionIn(store.getState()), insertionPoint(store.getState()), name));
      const operands = store.getState().building?.operands ?? {};
      for (const spec of opSpec(name).operands.filter((one) => one.default === undefined))
        for (const choice of choicesFor(session, ops.length, spec, operands)) {
          if (!choice.legal) continue;
          const others = spec.name === 'ctx' ? {} : operands;
          const isAlone = opSpec(name).operands.every((one) => one === spec || one.default !== undefined);
          if (spec.name === 'ctx' && !isAlone) continue;
          const op: Op = { name, operands: { ...others, [spec.name]: choice.value }, labels: [] };
          const { run } = sessionOf([...ops, op], design);
          const found = run.ops[ops.length];
          ran++;
          // Everything named is there; what is missing is a vDEVICE that relates the two.
          if (
            run.frames.some(({ step }) => step?.effect.do === 'refuse' && /no vDEVICE/.test(step.effect.why))
          )
            continue;
          // There may be nothing mapped in an address space that is there, and a pin is of one access only.
          if (ABOUT_MORE.includes(name) && found?.outcome.errno === 'ENOENT') continue;
          if (/^(ENOENT|EBADF)$/.test(found?.outcome.errno ?? ''))
            expect.fail(`${formatOp(op)}: ${found?.outcome.errno}`);
        }
    }),
    { seed: SEED, numRuns: 1200 },
  );
  expect(ran).toBeGreaterThan(1000);
});
