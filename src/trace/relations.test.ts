import { beforeAll, describe, expect, test } from 'vitest';
import {
  DESIGN_NAMES,
  designOf,
  MAKERS,
  OBJECT_KINDS,
  RELATIONS,
  ROLES,
  type RoleName,
} from '../iommufd/index.ts';
import type { Address, CountName, File, Ref, Snapshot } from '../machine/index.ts';
import { LIBRARY } from '../scenario/index.ts';
import { type Run, run } from './index.ts';
import { RECORDINGS, rerun } from './recordings.fixture.ts';
import { runText } from './run/run.fixture.ts';

/** One of each kind; an ioctl looks each up, another one in flight holds it, and DESTROY is asked for it. */
const KINDS = `open > c
fault_alloc c > f ffd
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
hwpt_alloc c dev=dev pt=io fault=f > hf
hwpt_alloc c dev=dev pt=hp nested=1 fault=f > hn
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi
vdevice_alloc c viommu=vi dev=dev > vd
veventq_alloc c viommu=vi > ve vefd
hw_queue_alloc c viommu=vi > q0
access_create c ioas=io > acc
ioas_alloc c > io2
vfio_bind c > idev vfd
vfio_attach c vfio=vfd pt=io2`;

const IDS = Array.from({ length: 16 }, (_, i) => i + 1);

const EVERY_KIND = [
  KINDS,
  ...IDS.map((id) => `hwpt_alloc c dev=dev pt=${id}`),
  ...IDS.flatMap((id) => [`hold c ${id}`, 'unhold']),
  ...IDS.toReversed().map((id) => `destroy c ${id}`),
].join('\n');

const FILES = {
  iommufd: 'context file',
  access: 'file of an access',
  eventq: 'file of an event queue',
  vfio: 'VFIO file',
};

const THINGS: Readonly<Record<string, string>> = {
  task: 'process',
  hold: 'ioctl in flight',
  vma: 'mapping',
  vfio: 'VFIO device',
};

function thingAt(state: Snapshot, address: Address): string {
  const { kind, fops } = state[address] as File & { kind: string };
  return kind === 'file' ? FILES[fops as keyof typeof FILES] : (THINGS[kind] ?? kind);
}

interface Seen {
  readonly refs: Set<string>;
  readonly counts: Set<string>;
  readonly made: Set<string>;
}

const nothing = (): Seen => ({ refs: new Set(), counts: new Set(), made: new Set() });

function look({ frames, ops }: Run, { refs, counts, made }: Seen): void {
  for (const { step, state, op } of frames) {
    if (!step) continue;
    const { effect } = step;
    const see = (of: Address, count: CountName, ref: Ref) => {
      refs.add(`${ref.role}: ${thingAt(state, ref.by)} > ${thingAt(state, of)}`);
      counts.add(`${ref.role}: ${count}`);
    };
    if (effect.do === 'alloc') for (const { count, ref } of effect.refs) see(effect.of, count, ref);
    if (effect.do === 'handover') see(effect.of, effect.count, effect.to);
    if (effect.do === 'uncounted') see(effect.of, effect.count, effect.ref);
    if (effect.do === 'count' && effect.ref && effect.from !== effect.to)
      see(effect.of, effect.count, effect.ref);
    // A thread that goes on is in the call that began it.
    if (effect.do === 'alloc' && ops[op]?.op.name !== 'resume')
      made.add(`${effect.what}: ${ops[op]?.op.name}`);
  }
}

const sorted = (found: Iterable<string>) => [...found].sort();

const ALLOWED = Object.entries(RELATIONS).flatMap(([role, { by, of }]) =>
  by.flatMap((holder) => of.map((one) => `${role}: ${holder} > ${one}`)),
);

// Its one slip is that a queue is put in place of its access: see below.
const DESIGNS = DESIGN_NAMES.filter((name) => name !== 'macro');

describe('over every recording, every built-in in every design, and one of each kind', () => {
  const seen = nothing();
  beforeAll(() => {
    for (const kernel of RECORDINGS.flatMap(([, all]) => all)) look(rerun(kernel), seen);
    for (const name of DESIGNS) {
      look(runText(EVERY_KIND, name), seen);
      for (const { scenario } of LIBRARY) look(run(scenario.ops, designOf(name)), seen);
    }
  }, 120_000);

  test('every reference runs between the kinds that its relation names, and between all of them', () => {
    expect(sorted(seen.refs)).toEqual(sorted(ALLOWED));
  });

  test('every reference counts where its role says', () => {
    const written = (Object.keys(ROLES) as RoleName[]).flatMap((role) =>
      ROLES[role].count.split(' and ').map((count) => `${role}: ${count}`),
    );
    expect(sorted(seen.counts)).toEqual(sorted(written));
  });

  test('every object is made by the operations that its table names, and by no other', () => {
    const written = Object.entries(MAKERS).flatMap(([kind, ops]) => ops.map((op) => `${kind}: ${op}`));
    const objects = [...seen.made].filter((one) => OBJECT_KINDS.some((kind) => one.startsWith(`${kind}: `)));
    expect(sorted(objects)).toEqual(sorted(written));
  });
});

test('the macro design puts a queue as if it were its access: the one reference that no relation names', () => {
  const seen = nothing();
  for (const { scenario } of LIBRARY) look(run(scenario.ops, designOf('macro')), seen);
  expect([...seen.refs].filter((one) => !ALLOWED.includes(one))).toEqual([
    'hw_queue->access: hw_queue > hw_queue',
  ]);
});
