import { describe, expect, test } from 'vitest';
import type { AnyObject } from '../iommufd/index.ts';
import type { Snapshot } from '../machine/index.ts';
import { expectCommitted } from './agreement.fixture.ts';
import { COMPARED_EVENTS, FIELDS_LEFT_OUT } from './compared.ts';
import type { Frame, OpRun, Run } from './index.ts';
import { type KernelEvent, RECORDINGS, rerun } from './recordings.fixture.ts';

const COMPARED: ReadonlySet<string> = new Set(COMPARED_EVENTS);

const LEFT_OUT: ReadonlySet<string> = new Set(FIELDS_LEFT_OUT);

function recorded(event: KernelEvent): object {
  const fields = Object.entries(event).filter(([key]) => !LEFT_OUT.has(key));
  return Object.fromEntries(fields.filter(([key]) => key !== 'caller' || event.ev !== 'ctx_put'));
}

function at(state: Snapshot, address: number): AnyObject {
  return state[address] as AnyObject;
}

/** The event that a micro-step would have printed, if it is one of those that are compared. */
function eventOf({ step, state }: Frame, before: Frame | undefined): object | undefined {
  if (!step) return undefined;
  const { effect, stack } = step;
  const fn = stack.at(-1);
  if (effect.do === 'slot') {
    const { id, to, from } = effect;
    if (fn === '_iommufd_object_alloc') {
      const type = before?.step?.effect.do === 'alloc' ? before.step.effect.what : '';
      return { ev: 'alloc', id, type, users: 1, wait: 1 };
    }
    if (fn === 'iommufd_object_finalize') {
      const { kind: type, users, wait } = at(state, to);
      return { ev: 'finalize', id, type, users, wait };
    }
    if (fn === 'iommufd_object_remove')
      return { ev: 'removed', id, type: at(state, from).kind, tombstone: to < 0 ? 1 : 0 };
  }
  if (effect.do === 'pass') return { ev: 'release_pass', pass: effect.pass };
  if (effect.do === 'free' && (fn === 'iommufd_object_remove' || fn === 'iommufd_fops_release'))
    return effect.what === 'iommufd_ctx' ? undefined : { ev: 'destroyed', id: at(state, effect.of).id };
  if (effect.do !== 'count') return undefined;
  if (fn === 'get_file' && stack.at(-2) === 'iommufd_ctx_get')
    return {
      ev: 'ctx_get',
      files: effect.to,
      caller: stack.at(-3),
    };
  if (fn === 'fput' && stack.at(-2) === 'iommufd_ctx_put')
    return { ev: 'ctx_put', files_before: effect.from };
  const { id, kind: type, users, wait } = at(state, effect.of);
  if (fn === 'iommufd_object_abort') return { ev: 'abort', id, type, users: effect.from, wait };
  if (fn === 'iommufd_object_dec_wait' && effect.op === 'dec_and_test' && !effect.ok)
    return { ev: 'dec_wait_blocked', id, type, users, wait };
  if (fn === 'iommufd_try_inc_users') return { ev: 'try_inc_users', id, type, users, wait, ok: 1 };
  if (fn === 'iommufd_eventq_fops_release')
    return { ev: 'eventq_file_release', id, type, users_before: effect.from };
  return undefined;
}

function events({ frames }: Run, { first, last }: OpRun): readonly object[] {
  const found: object[] = [];
  let pass = 0;
  for (let i = first + 1; i <= last; i++) {
    const frame = frames[i] as Frame;
    const event = eventOf(frame, frames[i - 1]);
    if (event) found.push(event);
    const { effect, stack } = frame.step ?? {};
    if (effect?.do === 'pass') pass = effect.pass;
    if (effect?.do === 'count' && !effect.ok && stack?.at(-1) === 'iommufd_fops_release') {
      const { id, kind: type, users, wait } = at(frame.state, effect.of);
      found.push({ ev: 'release_skip', pass, id, type, users, wait });
    }
  }
  return found;
}

const agreed = new Map<string, { recordings: number; operations: number; events: number }>();

const files = RECORDINGS.filter(([file]) => !file.startsWith('random'));

describe.each(files)('%s: the micro-steps come in the order of the kernel', (file, all) => {
  const totals = { recordings: 0, operations: 0, events: 0 };
  agreed.set(file, totals);

  test.each(all.map((one) => [one.scenario, one] as const))('%s', (_, kernel) => {
    const found = rerun(kernel);
    const kernels = kernel.ops.map((op) =>
      (op.events ?? []).filter(({ ev }) => COMPARED.has(ev)).map(recorded),
    );
    expect(found.ops.map((op) => events(found, op))).toEqual(kernels);
    totals.recordings++;
    totals.operations += kernel.ops.length;
    totals.events += kernels.flat().length;
  });
});

test('as much is in order as agreement.order.json says', () =>
  expectCommitted(agreed, './agreement.order.json'));
