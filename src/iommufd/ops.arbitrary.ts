import fc from 'fast-check';
import type { OperandSpec } from './op_spec.ts';
import { isNeeded, OP_NAMES, type Op, type Operand, type OpName, opSpec } from './ops.ts';
import { opOf, QUEUE } from './process.fixture.ts';

/** How often each operation is drawn: creating more than ending, so that scenarios grow before they shrink. */
const WEIGHTS: Partial<Record<OpName, number>> = {
  open: 1,
  close: 2,
  exit: 0,
  sigkill_self: 0,
  join: 0,
  hold: 0,
  unhold: 0,
  sleep: 1,
  vdevice_alloc: 4,
  pin: 4,
  ioas_alloc: 4,
  mock_domain: 4,
  hwpt_alloc: 6,
  ioas_map: 4,
  viommu_alloc: 5,
  hw_queue_alloc: 8,
  destroy: 8,
};

interface Draw {
  readonly name: OpName;
  readonly picks: readonly number[];
}

/** Numbers that are no object IDs: a text that uses them so is wrong, not refused. */
const NOT_IDS: ReadonlySet<string> = new Set([
  'iommufd',
  'staccess',
  'eventq',
  'vfio',
  'mapping',
  'process',
  'item',
]);

const FALLBACK: Op = { name: 'ioas_alloc', operands: { ctx: 'c' }, labels: [] };

const VALUES: readonly bigint[] = [0x1000000n, 0x1001000n, 0x1002000n, 0x1000n, 0x3000n, 0n, 1n];

function numberFor({ type, words }: OperandSpec, pick: number): bigint {
  if (words) return BigInt(pick % 2 ** words.length);
  return type === 'flag' ? BigInt(pick % 2) : (VALUES[pick % 7] ?? 0n);
}

/** What drawn sequences go on from: nothing, a queue, or one of everything. Chance alone hardly ever gets that far. */
const BEGINNINGS: readonly (readonly Op[])[] = [
  'open > c',
  `${QUEUE}\nvdevice_alloc c viommu=vi dev=dev > vd`,
  `${QUEUE}
hw_queue_alloc c viommu=vi index=1 > q1
ioas_map c ioas=io iova=0x1002000
access_create c ioas=io > acc
pin c access=acc iova=0x1002000 > p
fault_alloc c > f ffd
veventq_alloc c viommu=vi > ve vefd
hwpt_alloc c dev=dev pt=vi nested=1 fault=f > n
vfio_bind c > idev vfd
vdevice_alloc c viommu=vi dev=idev > vd
viommu_alloc c dev=dev hwpt=hp data=1 > vm
mmap c viommu=vm > m`,
].map((text) => text.split('\n').map(opOf));

/**
 * Operation sequences over every kind, most of them meaningful: operands name labels that an earlier operation made,
 * about one in eight of a kind that does not fit, and now and then a raw number.
 */
export function opsArbitrary(maxLength: number): fc.Arbitrary<readonly Op[]> {
  const names = OP_NAMES.flatMap((name) => Array<OpName>(WEIGHTS[name] ?? 2).fill(name));
  const draw: fc.Arbitrary<Draw> = fc.record({
    name: fc.constantFrom(...names),
    picks: fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
  });
  return fc
    .tuple(fc.constantFrom(...BEGINNINGS), fc.array(draw, { maxLength, size: 'max' }))
    .map(([beginning, draws]) => [...beginning, ...build(beginning, draws)]);
}

function build(beginning: readonly Op[], draws: readonly Draw[]): readonly Op[] {
  const labels: { label: string; names: string }[] = beginning.flatMap((op) =>
    op.labels.map((label, i) => ({ label, names: opSpec(op.name).labels[i]?.names ?? '' })),
  );
  return draws.map(({ name, picks }) => {
    const spec = opSpec(name);
    const operands: Record<string, Operand> = {};
    spec.operands.forEach((operand, i) => {
      const pick = picks[i % picks.length] ?? 0;
      const fits = labels.filter(({ names }) => operand.accepts?.some((kind) => kind === names));
      if (operand.default === null) {
        const value = operand.type === 'fd' ? fits.at(-1)?.label : VALUES[pick % 7];
        if (pick % 4 !== 0 || value === undefined) return;
        operands[operand.name] = value;
        for (const { name, or } of spec.operands) if (or === operand.name) delete operands[name];
        return;
      }
      if (operand.type === 'id' && operand.default !== undefined) {
        const named = fits.at(-1);
        if (named && pick % 2 === 0) operands[operand.name] = named.label;
        return;
      }
      if (operand.default !== undefined) {
        if (pick % 3 === 0) operands[operand.name] = numberFor(operand, pick);
        return;
      }
      const isId = operand.type === 'id';
      if (isId && pick % 16 === 0) operands[operand.name] = BigInt(pick % 12);
      const pool = pick % 8 === 1 && isId ? labels.filter(({ names }) => !NOT_IDS.has(names)) : fits;
      const chosen = pool.at(-1 - (pick % Math.max(pool.length, 1)));
      const fallback = isId ? 99n : operand.type === 'handle' ? undefined : 'c';
      const value = operands[operand.name] ?? chosen?.label ?? fallback;
      if (value !== undefined) operands[operand.name] = value;
    });
    const lacks = spec.operands.some((one) => operands[one.name] === undefined && isNeeded(one, operands));
    if (lacks) return FALLBACK;
    const original = name === 'dup' ? labels.find(({ label }) => label === operands.fd)?.names : undefined;
    const made = spec.labels.map(({ stem, names }) => ({
      label: `${stem}${labels.length + 1}`,
      names: original ?? names,
    }));
    const unique = made.map((one, i) => ({ ...one, label: `${one.label}_${i}` }));
    labels.push(...unique);
    return { name, operands, labels: unique.map(({ label }) => label) };
  });
}
