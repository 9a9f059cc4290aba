/** Runs what an action calls, to its end and alone, and keeps what it does as a tree. */
import {
  boot,
  type Design,
  DIED,
  dieAfterOops,
  type Kernel,
  type Op,
  type Outcome,
  systemCall,
} from '../../iommufd/index.ts';
import { type Address, advance, createThread, type Steps } from '../../machine/index.ts';
import { type Fault, faultsOf } from '../../trace/index.ts';
import { Interned } from './interned.ts';
import { Recorder } from './recorder.ts';
import type { Node, Working } from './tree.ts';
import type { Variables } from './variables.ts';
import { witnessOf } from './witness.ts';

/** A kernel of a design, which is put into any state to see what code does there. */
export class Code {
  readonly #k: Kernel;
  readonly #variables: Variables;
  readonly #labels: ReadonlyMap<string, number>;
  readonly #faults = new Interned<Fault>();
  readonly #results = new Interned<Outcome>();
  /** Times that code was run rather than looked up. */
  runs = 0;

  constructor(design: Design, variables: Variables, labels: ReadonlyMap<string, number>) {
    this.#k = boot(design);
    this.#variables = variables;
    this.#labels = labels;
  }

  get faults(): readonly Fault[] {
    return this.#faults.all;
  }

  get results(): readonly Outcome[] {
    return this.#results.all;
  }

  /** Runs a call in the state that is worked on, and adds the way it takes to the tree. */
  record(root: Node, task: Address, op: Op, working: Working): void {
    this.runs++;
    const recorder = new Recorder(this.#k, this.#variables, root);
    const k = this.#k;
    k.cells = this.#variables.snapshot(working.now);
    k.failing.clear();
    k.watch = recorder;
    try {
      const { outcome, killed, hung } = this.#run(recorder, task, systemCall(k, op, this.#labels));
      if (killed) this.#run(recorder, task, dieAfterOops(k));
      recorder.end(this.#results.number({ ...(outcome ?? DIED), ...(hung && { ret: null }) }));
    } finally {
      k.watch = null;
    }
  }

  #run(recorder: Recorder, task: Address, body: Steps<unknown>) {
    const k = this.#k;
    const thread = createThread(task, body);
    k.current = task;
    const witness = witnessOf(k, (of) => recorder.isInUse(of, k.cells[of]));
    for (let step = advance(k, thread); step; step = advance(k, thread)) {
      for (const fault of faultsOf(step, witness)) recorder.fault(this.#faults.number(fault));
      if (thread.waiting === 'lock') break;
    }
    const outcome = thread.result?.value as Outcome | undefined;
    return { outcome, killed: thread.killed, hung: thread.waiting === 'lock' };
  }
}
