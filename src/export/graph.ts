/** What a call does, as a graph of decisions over the variables of a model, in no language yet. */
import type { Node, Variable } from '../explorer/index.ts';
import type { Outcome } from '../iommufd/index.ts';
import type { Fault } from '../trace/index.ts';
import { type Turn, turnsOf } from './arithmetic.ts';
import { among, any, type Formula } from './formula.ts';
import type { ModelVariable } from './names.ts';

/** What is done to a variable. */
export type Effect = { readonly by: number } | { readonly to: number } | null;

export interface Case {
  readonly when: Formula;
  readonly does: Effect;
  readonly next: Step;
}

export type Step =
  | {
      readonly kind: 'cases';
      readonly id: number;
      readonly place: ModelVariable;
      readonly cases: readonly Case[];
      /** There is no other value, so that the last case needs no condition. */
      readonly isAll: boolean;
    }
  | {
      readonly kind: 'set';
      readonly id: number;
      readonly place: ModelVariable;
      readonly to: number;
      readonly next: Step;
    }
  | { readonly kind: 'fault'; readonly id: number; readonly fault: Fault; readonly next: Step }
  /** The turns of a loop that come back to where they were. */
  | { readonly kind: 'loop'; readonly id: number; next: Step }
  | { readonly kind: 'end'; readonly id: number; readonly outcome: Outcome }
  /** Where the exploration never went. */
  | { readonly kind: 'unseen'; readonly id: number };

/** Steps without their number. */
type Made = Step extends infer S ? (S extends Step ? Omit<S, 'id'> : never) : never;

interface Branch {
  readonly numbers: ReadonlySet<number>;
  readonly does: Effect;
  readonly next: Step;
}

/** Makes the steps of one call. Equal steps are one, so that ways which come together again do so in the text too. */
export class ControlFlow {
  readonly #places: ReadonlyMap<Variable, ModelVariable>;
  readonly #faults: readonly Fault[];
  readonly #outcomes: readonly Outcome[];
  readonly #steps = new Map<string, Step>();
  readonly #joins = new Map<Node, Step | 'under way'>();

  constructor(
    places: ReadonlyMap<Variable, ModelVariable>,
    faults: readonly Fault[],
    outcomes: readonly Outcome[],
  ) {
    this.#places = places;
    this.#faults = faults;
    this.#outcomes = outcomes;
  }

  from(node: Node | undefined): Step {
    switch (node?.kind) {
      case 'test':
        return this.#test(node);
      case 'change':
        return this.#change(node);
      case 'set': {
        const next = this.from(node.next[0]);
        const place = this.#places.get(node.variable as Variable);
        if (!place) return next;
        const to = place.numbers[node.value] as number;
        return this.#one(`${place.name} = ${to}, ${next.id}`, { kind: 'set', place, to, next });
      }
      case 'fault': {
        const next = this.from(node.next[0]);
        const fault = this.#faults[node.value] as Fault;
        return this.#one(`fault ${node.value}, ${next.id}`, { kind: 'fault', fault, next });
      }
      case 'join':
        return this.#join(node);
      case 'end':
        return this.#one(`end ${node.value}`, {
          kind: 'end',
          outcome: this.#outcomes[node.value] as Outcome,
        });
      default:
        return this.#one('unseen', { kind: 'unseen' });
    }
  }

  #one(key: string, made: Made): Step {
    const known = this.#steps.get(key);
    if (known) return known;
    const step = { ...made, id: this.#steps.size } as Step;
    this.#steps.set(key, step);
    return step;
  }

  #join(node: Node): Step {
    const known = this.#joins.get(node);
    if (known === 'under way') {
      const key = `loop ${this.#steps.size}`;
      const loop = this.#one(key, { kind: 'loop', next: this.#one('unseen', { kind: 'unseen' }) });
      this.#joins.set(node, loop);
      return loop;
    }
    if (known) return known;
    this.#joins.set(node, 'under way');
    const next = this.from(node.next[0]);
    const begun = this.#joins.get(node);
    if (typeof begun === 'object' && begun.kind === 'loop') {
      begun.next = next;
      return begun;
    }
    this.#joins.set(node, next);
    return next;
  }

  #test(node: Node): Step {
    const place = this.#places.get(node.variable as Variable);
    if (!place) return this.from(node.next[0]);
    return this.#cases(
      place,
      node.next.flatMap((next, id) =>
        next ? [{ numbers: new Set([place.numbers[id] as number]), does: null, next: this.from(next) }] : [],
      ),
    );
  }

  #change({ variable, change, next }: Node): Step {
    const place = this.#places.get(variable as Variable);
    if (!change) throw new Error('a change has no rule');
    if (!place) return this.from(next[change.seen[0] as number]);
    const turns = turnsOf(change.rule.name);
    if (turns.length > 0) {
      const seenOf = ({ example }: Turn) => JSON.stringify(change.rule.apply(example as never).seen);
      const branches = new Map(
        change.to.flatMap((_, id) => {
          const { seen } = change.rule.apply(change.variable.values[id] as never);
          return [[JSON.stringify(seen), next[change.seen[id] as number]]];
        }),
      );
      return this.#arithmetic(place, turns, (turn) => branches.get(seenOf(turn)));
    }
    return this.#cases(
      place,
      change.to.flatMap((to, id) => {
        const branch = next[change.seen[id] as number];
        if (!branch) return [];
        const does = to === id ? null : { to: place.numbers[to] as number };
        return [{ numbers: new Set([place.numbers[id] as number]), does, next: this.from(branch) }];
      }),
    );
  }

  #arithmetic(
    place: ModelVariable,
    turns: readonly Turn[],
    branchOf: (turn: Turn) => Node | undefined,
  ): Step {
    const cases = turns.flatMap((turn): Case[] => {
      const branch = branchOf(turn);
      const when: Formula = turn.when ? { place, ...turn.when } : true;
      return branch ? [{ when, does: turn.does, next: this.from(branch) }] : [];
    });
    return this.#choice(place, cases, cases.length === turns.length);
  }

  /** Values that lead the same way are one case. */
  #cases(place: ModelVariable, branches: readonly Branch[]): Step {
    const merged = new Map<string, Branch>();
    for (const { numbers, does, next } of branches) {
      const key = `${JSON.stringify(does)} ${next.id}`;
      const known = merged.get(key);
      merged.set(key, { numbers: new Set([...(known?.numbers ?? []), ...numbers]), does, next });
    }
    const found = [...merged.values()];
    const isAll = new Set(found.flatMap(({ numbers }) => [...numbers])).size === new Set(place.numbers).size;
    const cases = found.map(({ numbers, does, next }) => ({
      when: found.length === 1 && isAll ? true : among(place, numbers),
      does,
      next,
    }));
    return this.#choice(place, cases, isAll);
  }

  #choice(place: ModelVariable, cases: readonly Case[], isAll: boolean): Step {
    const [only] = cases;
    if (!only) return this.#one('unseen', { kind: 'unseen' });
    const isSame = cases.every(({ does, next }) => does === null && next === only.next);
    if (isSame && isAll) return only.next;
    const merged = isSame ? [{ ...only, when: any(cases.map(({ when }) => when)) }] : cases;
    const text = merged.map(
      ({ when, does, next }) => `${textOfFormula(when)} ${JSON.stringify(does)} ${next.id}`,
    );
    return this.#one(`${place.name}? ${isAll} ${text.join('; ')}`, {
      kind: 'cases',
      place,
      cases: merged,
      isAll,
    });
  }
}

function textOfFormula(formula: Formula): string {
  if (typeof formula === 'boolean') return String(formula);
  if ('all' in formula) return `(${formula.all.map(textOfFormula).join(' & ')})`;
  if ('any' in formula) return `(${formula.any.map(textOfFormula).join(' | ')})`;
  return `${formula.is}${formula.number}`;
}

/** Where a step leads. */
export function after(step: Step): readonly Step[] {
  if (step.kind === 'cases') return step.cases.map(({ next }) => next);
  return 'next' in step ? [step.next] : [];
}

/** Every step from one on, each once, those after a step before it. */
export function stepsFrom(entry: Step): readonly Step[] {
  const seen = new Set<Step>();
  const order: Step[] = [];
  const visit = (step: Step) => {
    if (seen.has(step)) return;
    seen.add(step);
    for (const next of after(step)) visit(next);
    order.push(step);
  };
  visit(entry);
  return order;
}
