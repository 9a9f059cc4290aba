import { type Address, allocations, type File, NULL, read, type Step, type Steps } from '../machine/index.ts';
import { proceed, start } from '../machine/machine.fixture.ts';
import { snapshot } from '../machine/memory/memory.ts';
import type { Thread } from '../machine/thread.ts';
import { boot } from './boot.ts';
import type { Design } from './design.ts';
import { type AnyObject, type Ctx, object, the } from './objects.ts';
import { OP_NAMES, type Op, type Operand, opSpec } from './ops.ts';
import { type Outcome, systemCall } from './syscalls.ts';

/** A mock device with a vIOMMU, ready for a queue: IOAS 1, selftest 2, device 3, tables 4 and 5, vIOMMU 6. */
export const VIOMMU = `open > c
ioas_alloc c > io
mock_domain c pt=io > sd dev hw
hwpt_alloc c dev=dev pt=io nest_parent=1 > hp
ioas_map c ioas=io
viommu_alloc c dev=dev hwpt=hp > vi`;

/** The same with queue 7, whose access is 8, or the other way round where the access comes first. */
export const QUEUE = `${VIOMMU}
hw_queue_alloc c viommu=vi > q0`;

/** An operation from its line, as the text form has it. A line that makes no sense throws. */
export function opOf(line: string): Op {
  const [, bg, copy, nth, rest = ''] = /^(bg )?(?:(fail_usercopy )|failslab (\d+) )?(.*)$/.exec(line) ?? [];
  const fails = copy ? 'usercopy' : nth ? Number(nth) : undefined;
  const [call = '', made = ''] = rest.split('>');
  const [head, ...words] = call.trim().split(/\s+/);
  const name = OP_NAMES.find((one) => one === head);
  if (!name) throw new Error(`no operation in "${line}"`);
  const positional = opSpec(name).operands.filter((operand) => 'positional' in operand);
  const operands = words.map((word, i): [string, Operand] => {
    const [key = '', value] = word.includes('=') ? word.split('=') : [positional[i]?.name, word];
    return [key, /^[0-9]/.test(value ?? '') ? BigInt(value ?? 0) : (value ?? '')];
  });
  return {
    name,
    operands: Object.fromEntries(operands),
    labels: made.split(/\s+/).filter(Boolean),
    ...(bg && { background: true }),
    ...(fails && { fails }),
  };
}

/** A process on a freshly booted kernel, driven by lines of the text form or by kernel functions. */
export function createProcess(design: Design) {
  const k = boot(design);
  const labels = new Map<string, number>();

  const begin = (line: string): Thread<Outcome> => start(k, systemCall(k, opOf(line), labels));

  /** Gives the labels of a line what its system call returned. */
  const name = (line: string, { labels: made }: Outcome): void => {
    for (const label of opOf(line).labels) labels.set(label, made[label] ?? 0);
  };

  const run = <T>(body: Steps<T>): { thread: Thread<T>; steps: readonly Step[] } => {
    const thread = start(k, body);
    return { thread, steps: proceed(k, thread) };
  };

  /** One line to its end, or to where it dies or waits: then there is no outcome. */
  const call = (line: string): { outcome: Outcome | undefined; steps: readonly Step[] } => {
    const { thread, steps } = run(systemCall(k, opOf(line), labels));
    const outcome = thread.result?.value;
    if (outcome) name(line, outcome);
    return { outcome, steps };
  };

  /** Lines that must all succeed. */
  const script = (text: string): void => {
    for (const line of text.trim().split('\n')) {
      const { outcome } = call(line);
      if (outcome?.ret !== 0) throw new Error(`${line}: ${outcome?.errno ?? 'no return'}`);
    }
  };

  const ictx = (serial = 1): Address =>
    allocations(k, 'ctx').find((of) => (k.cells[of] as Ctx).serial === serial) ?? NULL;

  const at = (label: string | number): Address => {
    const id = typeof label === 'number' ? label : (labels.get(label) ?? 0);
    return the(k, 'ctx', ictx()).slots[id] ?? NULL;
  };

  return {
    k,
    labels,
    begin,
    name,
    run,
    call,
    script,
    ictx,
    /** Address of an object by its label or ID. */
    at,
    object: (label: string | number): AnyObject => object(k, at(label)),
    users: (...of: readonly string[]) => of.map((label) => object(k, at(label)).users),
    fileCount: (serial = 1): number => (read(k, the(k, 'ctx', ictx(serial)).file) as File).count,
    errno: (line: string): string | null => call(line).outcome?.errno ?? null,
    /** Cells that are not freed, by kind, oldest first. */
    alive: (): readonly string[] =>
      snapshot(k)
        .filter((cell) => !cell.freed && cell.kind !== 'locks' && cell.kind !== 'task')
        .map((cell) => cell.kind),
  };
}

export type Process = ReturnType<typeof createProcess>;

/** Pass by pass, what a release passed over (`stays`), destroyed (`dies`) and destroyed inside that (`goes along`). */
export function sweep(steps: readonly Step[], k: Process['k']): readonly (readonly string[])[] {
  const passes: string[][] = [];
  for (const { effect, stack } of steps) {
    const sweeping = stack.at(-1) === 'iommufd_fops_release';
    if (effect.do === 'pass') passes.push([]);
    const pass = passes.at(-1);
    if (!pass) continue;
    const say = (of: Address, what: string) => pass.push(`${object(k, of).kind} ${object(k, of).id} ${what}`);
    if (effect.do === 'slot' && effect.from > 0) say(effect.from, sweeping ? 'dies' : 'goes along');
    if (effect.do === 'count' && sweeping && !effect.ok) say(effect.of, 'stays');
  }
  return passes;
}
