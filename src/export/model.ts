/** What is explored, as a model: its variables, what each call does to them, and what must not be. In no language yet. */
import { type Call, Exploration, endsOf, type Need, type Node, type Variable } from '../explorer/index.ts';
import { DESIGN_NAMES, designOf, isObject, type Op } from '../iommufd/index.ts';
import { type Address, entries, NULL } from '../machine/index.ts';
import { formatOp } from '../scenario/index.ts';
import type { Fault } from '../trace/index.ts';
import { all, among, any, type Formula, not } from './formula.ts';
import { after, ControlFlow, type Step, stepsFrom } from './graph.ts';
import { type ModelVariable, Names, type Thing, type Value, wordOf } from './names.ts';

export interface ModelCall {
  /** `destroy_c_io`. */
  readonly name: string;
  /** The operation in the text form. */
  readonly says: string;
  readonly can: Formula;
  readonly entry: Step;
  /** One after which a process is no more: P2 is about the others. */
  readonly endsProcess: boolean;
  /** What it can free. */
  readonly frees: readonly ModelVariable[];
  /** For a DESTROY, what it can change on the way to EBUSY: all of that has to be as it was. */
  readonly asItWas: readonly ModelVariable[] | null;
  /** It can use freed memory or wait for ever. */
  readonly canGetLost: boolean;
}

export interface Model {
  readonly design: string;
  readonly before: readonly string[];
  readonly states: number;
  readonly transitions: number;
  /** States without a transition in which something is not freed. */
  readonly leaks: number;
  readonly places: readonly ModelVariable[];
  readonly definitions: readonly Value[];
  readonly calls: readonly ModelCall[];
  /** Something is alive that no child holds: a leak, where nothing can be done any more. */
  readonly isKept: Formula;
  /** Some call can. */
  readonly canGetLost: boolean;
  readonly text: Names;
}

/** Whether nothing can be said of what follows. */
export const losesAll = ({ name, ms }: Fault) => name === 'UAF' || ms === Number.POSITIVE_INFINITY;

function nodesFrom(roots: readonly Node[]): ReadonlySet<Node> {
  const seen = new Set(roots);
  for (const node of seen) for (const next of node.next) if (next) seen.add(next);
  return seen;
}

/** Variables that some code changes, by cell and then in the order in which they were met. */
function changing(nodes: ReadonlySet<Node>): readonly Variable[] {
  const found = new Set<Variable>();
  for (const { kind, variable, value, change } of nodes)
    if (variable && ((kind === 'set' && value !== 0) || change?.to.some((to, id) => to !== id)))
      found.add(variable);
  return [...found].sort((a, b) => a.address - b.address || a.index - b.index);
}

/** What a formula needs to know: each variable of the machine, whether it changes or not. */
class Knowledge {
  readonly places: ReadonlyMap<Variable, ModelVariable>;
  readonly #found: Exploration;

  constructor(found: Exploration, places: ReadonlyMap<Variable, ModelVariable>) {
    this.#found = found;
    this.places = places;
  }

  /** That the value of a variable is such that something holds. */
  is(variable: Variable, holds: (id: number) => boolean): Formula {
    const place = this.places.get(variable);
    if (!place) return holds(0);
    return among(place, new Set(place.numbers.filter((_, id) => holds(id))));
  }

  has(address: Address, field: string, holds: (value: unknown) => boolean): Formula {
    const variable = this.#found.start.variables.at(address, field);
    return this.is(variable, (id) => holds(variable.values[id]));
  }

  can({ needs, oneOf, unless }: Call): Formula {
    const isMet = (need: Need) => this.is(need.variable, need.isMet);
    return all([
      ...needs.map(isMet),
      ...unless.map((need) => not(isMet(need))),
      oneOf.length > 0 ? any(oneOf.map(isMet)) : true,
    ]);
  }

  isAlive({ address }: Thing): Formula {
    return this.has(address, 'freed', (freed) => freed === false);
  }

  /** A child that has a descriptor left keeps what it is of, and nothing is wrong with that. */
  childHolds({ address }: Thing): Formula {
    const { fds = [] } = (this.#found.start.variables.start[address] ?? {}) as { fds?: readonly number[] };
    const open = fds.map((_, fd) => this.has(address, `fds.${fd}`, (file) => (file as number) > 0));
    return all([this.has(address, 'exited', (exited) => exited === false), any(open)]);
  }

  /** What is wrong where nothing can be done any more. */
  isKept(things: readonly Thing[]): Formula {
    const contexts = things.filter(({ kind }) => kind === 'ctx').map((thing) => this.isAlive(thing));
    const objects = things
      .filter(({ kind }) => isObject({ kind, freed: false }))
      .map((thing) => this.isAlive(thing));
    const [process, ...children] = things.filter(({ kind }) => kind === 'task');
    const isGone = process ? this.has(process.address, 'exited', (exited) => exited === true) : false;
    const isHeld = any(children.map((child) => this.childHolds(child)));
    if (isHeld === false) return any([...contexts, ...objects]);
    const isContextKept = all([any(contexts), not(all([isGone, isHeld]))]);
    return any([isContextKept, all([not(any(contexts)), any(objects)])]);
  }
}

/** What is changed on the way to EBUSY. */
function changedBeforeEbusy(entry: Step): readonly ModelVariable[] {
  const steps = stepsFrom(entry);
  const leading = new Set(steps.filter((step) => step.kind === 'end' && step.outcome.errno === 'EBUSY'));
  for (let known = -1; known < leading.size; ) {
    known = leading.size;
    for (const step of steps) if (after(step).some((next) => leading.has(next))) leading.add(step);
  }
  const changes = (step: Step) =>
    step.kind === 'set' ||
    (step.kind === 'cases' && step.cases.some(({ does, next }) => does && leading.has(next)));
  return [...new Set([...leading].flatMap((step) => (changes(step) && 'place' in step ? [step.place] : [])))];
}

/** The number that a value of a variable has in the model. */
export function numberOf({ numbers, variable }: ModelVariable, value: unknown): number {
  return numbers[variable.values.indexOf(value)] as number;
}

const ENDING: readonly Op['name'][] = ['exit', 'kill'];

/** The model of an exploration. Throws if that is not complete: what was not met is in no model. */
export function modelOf(given: Exploration): Model {
  if (!given.isComplete) throw new RangeError('a model needs a complete exploration');
  // Again, now that it is known how long tables get: so every way is in one graph.
  const found = new Exploration(given.start);
  found.explore(Number.POSITIVE_INFINITY);
  const { start, code } = found;
  const { variables } = start;
  const roots = found.roots.slice(0, start.actions.length);
  const text = new Names(variables.start);
  const changed = changing(nodesFrom(roots));
  const kinds = new Map(
    variables.all
      .filter(({ field }) => field === 'kind')
      .map(({ address, values }) => [address, values.find((kind) => kind !== undefined) as string]),
  );
  const addresses = [...entries(variables.start)]
    .map(([address]) => address)
    .concat(...kinds.keys())
    .filter((address) => address > NULL);
  const things = [...new Set(addresses)].map((address) => text.thing(address, kinds.get(address)));
  const places = new Map(changed.map((variable) => [variable, text.place(variable)]));
  const knowledge = new Knowledge(found, places);
  const lines = start.actions.map(({ op }) => formatOp(op));
  const words = lines.map(wordOf);
  const calls = start.actions.map((action, i): ModelCall => {
    const entry = new ControlFlow(places, code.faults, code.results).from(roots[i]);
    const steps = stepsFrom(entry);
    const says = lines[i] as string;
    const word = words[i] as string;
    return {
      name: words.indexOf(word) === i ? word : `${word}_${i}`,
      says,
      can: knowledge.can(action),
      entry,
      endsProcess: ENDING.includes(action.op.name),
      frees: [...places.values()].filter(
        (place) =>
          place.variable.field === 'freed' &&
          steps.some(
            (step) => step.kind === 'set' && step.place === place && step.to === numberOf(place, true),
          ),
      ),
      asItWas: action.op.name === 'destroy' ? changedBeforeEbusy(entry) : null,
      canGetLost: steps.some((step) => step.kind === 'fault' && losesAll(step.fault)),
    };
  });
  return {
    design: DESIGN_NAMES.find((name) => designOf(name) === start.design) ?? 'a design without a name',
    before: start.ops.map(formatOp),
    states: found.states.count,
    transitions: found.edges.to.length,
    leaks: endsOf(found).end.filter((end) => end === 'LEAK' || end === 'LEFT').length,
    places: [...places.values()],
    definitions: text.definitions,
    calls,
    isKept: knowledge.isKept(things),
    canGetLost: calls.some(({ canGetLost }) => canGetLost),
    text,
  };
}
