/** Runs what an action calls, to its end and alone, and keeps what it does as a tree. */
import {
  boot,
  type Design,
  dieAfterOops,
  type Kernel,
  type Op,
  type Outcome,
  systemCall,
} from '../iommufd/index.ts';
import { type Address, advance, createThread, type Step, type Steps } from '../machine/index.ts';
import { Recorder } from './recorder.ts';
import type { Node, Working } from './tree.ts';
import type { Variables } from './variables.ts';

/** What a tree can end in or meet on the way. */
export interface Fault {
  readonly name: 'UAF' | 'BAD PUT' | 'HANG' | 'NO PROGRESS' | 'WARN';
  /** Where it shows, and what. */
  readonly because: string;
  /** Milliseconds of a wait; infinite for a lock that nobody gives up. */
  readonly ms?: number;
}

/** A kernel of a design, which is put into any state to see what code does there. */
export class Code {
  readonly #k: Kernel;
  readonly #variables: Variables;
  readonly #labels: ReadonlyMap<string, number>;
  readonly faults: Fault[] = [];
  readonly results: Outcome[] = [];
  readonly #ids = new Map<string, number>();
  /** Times that code was run rather than looked up. */
  runs = 0;

  constructor(design: Design, variables: Variables, labels: ReadonlyMap<string, number>) {
    this.#k = boot(design);
    this.#variables = variables;
    this.#labels = labels;
  }

  /** Runs a call in the state that is worked on, and adds the way it takes to the tree. */
  record(root: Node, task: Address, op: Op, working: Working): void {
    this.runs++;
    const recorder = new Recorder(this.#variables, root);
    const k = this.#k;
    k.cells = this.#variables.snapshot(working.now);
    k.failing.clear();
    k.watch = recorder;
    try {
      const { outcome, killed, hung } = this.#run(recorder, task, systemCall(k, op, this.#labels));
      if (killed) this.#run(recorder, task, dieAfterOops(k));
      recorder.end(this.#intern(this.results, { ...(outcome ?? DEAD), ...(hung && { ret: null }) }));
    } finally {
      k.watch = null;
    }
  }

  #run(recorder: Recorder, task: Address, body: Steps<unknown>) {
    const k = this.#k;
    const thread = createThread(task, body);
    k.current = task;
    for (let step = advance(k, thread); step; step = advance(k, thread)) {
      for (const fault of this.#faultsOf(step, recorder)) recorder.fault(this.#intern(this.faults, fault));
      if (thread.waiting === 'lock') break;
    }
    const outcome = thread.result?.value as Outcome | undefined;
    return { outcome, killed: thread.killed, hung: thread.waiting === 'lock' };
  }

  #intern<T>(list: T[], value: T): number {
    const key = `${list === (this.faults as unknown) ? 'fault' : 'result'} ${JSON.stringify(value)}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, list.length);
    list.push(value);
    return list.length - 1;
  }

  *#faultsOf({ effect, stack, touched }: Step, recorder: Recorder): Generator<Fault> {
    const where = stack.at(-1) ?? 'the system call';
    const nameOf = (of: Address) => this.#k.cells[of]?.kind ?? 'nothing';
    const freed = touched[0];
    if (freed !== undefined) yield { name: 'UAF', because: `${where} touches a freed ${nameOf(freed)}` };
    switch (effect.do) {
      case 'free':
        if (recorder.isInUse(effect.of, this.#k.cells[effect.of]))
          yield { name: 'BAD PUT', because: `${where} frees a ${nameOf(effect.of)} that still has users` };
        break;
      case 'oops':
        yield { name: 'BAD PUT', because: `${where} follows a bad pointer: ${effect.lines[0]}` };
        break;
      case 'blocked':
        yield {
          name: 'HANG',
          because: `${where} waits for ${effect.lock}, which nobody will give up`,
          ms: Number.POSITIVE_INFINITY,
        };
        break;
      case 'sleep':
        if (nameOf(effect.of) !== 'task')
          yield {
            name: 'HANG',
            because: `${where} waits ${effect.ms / 1000} s for a ${nameOf(effect.of)}`,
            ms: effect.ms,
          };
        break;
      case 'log': {
        if (effect.level !== 'warn') break;
        const text = effect.lines[0] ?? '';
        const name =
          where === 'iommufd_fops_release'
            ? 'NO PROGRESS'
            : /refcount_t|file reference/.test(text)
              ? 'BAD PUT'
              : 'WARN';
        yield { name, because: `${where}: ${text}` };
      }
    }
  }
}

const DEAD: Outcome = { ret: null, errno: null, out: {}, labels: {} };
