/** What a call does, in Promela. */
import { brokenBy } from '../explorer/index.ts';
import type { Case, Step } from './graph.ts';
import { losesAll, type Model, type ModelCall } from './model.ts';
import type { ModelVariable } from './names.ts';
import { type PostDominators, postDominatorsOf } from './post_dominator.ts';
import { comment, conditionOf, indented, quoted, statementOf } from './promela_words.ts';

/** The text of one call: its steps, each once; what leads to one from elsewhere goes there. */
class CallText {
  readonly #model: Model;
  readonly #call: ModelCall;
  readonly #number: number;
  readonly #postDominators: PostDominators;
  readonly #written = new Set<Step>();
  readonly #aims = new Set<Step>();

  constructor(model: Model, call: ModelCall, number: number) {
    this.#model = model;
    this.#call = call;
    this.#number = number;
    this.#postDominators = postDominatorsOf(call.entry);
  }

  lines(): string[] {
    const text = this.#from(this.#call.entry, null);
    const labels = new Set([...this.#aims].map((step) => this.#label(step)));
    return text.filter((line) => !/^ *at_\w+:$/.test(line) || labels.has(line.trim().slice(0, -1)));
  }

  #label({ id }: Step): string {
    return `at_${this.#number}_${id}`;
  }

  /** Up to a step where another part of the text goes on. */
  #from(begin: Step, until: Step | null): string[] {
    const lines: string[] = [];
    for (let step: Step | null = begin; step && step !== until; ) {
      if (this.#written.has(step)) {
        this.#aims.add(step);
        lines.push(`goto ${this.#label(step)};`);
        return lines;
      }
      this.#written.add(step);
      lines.push(`${this.#label(step)}:`, ...this.#one(step));
      step = this.#postDominators.get(step) ?? null;
    }
    return lines;
  }

  #one(step: Step): string[] {
    const { text } = this.#model;
    switch (step.kind) {
      case 'set':
        return [`${statementOf(text, step.place, step)};`];
      case 'fault': {
        const broken = brokenBy(step.fault);
        return [
          `skip; ${comment(step.fault.because)}`,
          ...broken.map((property) => `fails(${property});`),
          ...(losesAll(step.fault) ? ['lost = true;'] : []),
        ];
      }
      case 'loop':
        return ['skip; /* a turn of a loop */'];
      case 'end':
        return this.#end(step.outcome.errno ?? (step.outcome.ret === null ? 'never returns' : 'done'));
      case 'unseen':
        return ['explored(false);'];
      case 'cases':
        return this.#choice(step);
    }
  }

  #end(outcome: string): string[] {
    const { says, asItWas, canGetLost } = this.#call;
    const changed = [
      ...(asItWas ?? []).map(({ name }, i) => `${name} != before_${i}`),
      ...(asItWas && canGetLost ? ['lost'] : []),
    ];
    const check = ['if', `:: ${changed.join(' || ')} -> fails(P6)`, ':: else', 'fi;'];
    return [
      `printf("${quoted(says)}: ${outcome}\\n");`,
      ...(outcome === 'EBUSY' && changed.length > 0 ? check : []),
    ];
  }

  #choice(step: Extract<Step, { kind: 'cases' }>): string[] {
    const { text } = this.#model;
    const { cases, isAll, place } = step;
    const [first] = cases as [Case];
    const meet = this.#postDominators.get(step) ?? null;
    if (cases.length === 1) {
      const condition = conditionOf(text, first.when);
      return [
        ...(isAll ? [] : [`explored(${condition});`]),
        ...(first.does ? [`${statementOf(text, place, first.does)};`] : []),
        ...this.#from(first.next, meet),
      ];
    }
    const options = cases.flatMap(({ when, does, next }, i) => {
      const isLast = isAll && i === cases.length - 1;
      const statements = [...(does ? [`${statementOf(text, place, does)};`] : []), ...this.#from(next, meet)];
      const guard = `:: ${isLast ? 'else' : conditionOf(text, when)} ->`;
      const [one = 'skip', ...more] = statements;
      return more.length === 0 ? [`${guard} ${one}`] : [guard, ...indented(statements)];
    });
    return ['if', ...options, ...(isAll ? [] : [':: else -> explored(false)']), 'fi;'];
  }
}

/** What else there is to know of a cell that is freed. */
export function fieldsBeside(freed: ModelVariable, { places }: Model): readonly ModelVariable[] {
  return places.filter((place) => place !== freed && place.thing === freed.thing);
}

/** A call as an option of the loop: one step, where it can be made. */
export function callOf(model: Model, call: ModelCall, i: number): string[] {
  const forget = call.frees
    .filter((freed) => fieldsBeside(freed, model).length > 0)
    .map(({ thing }) => `forget_${thing.name}();`);
  const body = [
    `${call.name}_can ->`,
    ...(call.asItWas ?? []).map(({ name }, n) => `before_${n} = ${name};`),
    ...new CallText(model, call, i).lines(),
    ...(call.canGetLost ? ['if', ':: lost -> sink()', ':: else', 'fi;'] : []),
    ...forget,
  ];
  const lines = [comment(call.says), ':: d_step {', ...indented(body), '}'];
  return call.endsProcess ? ['#ifndef P2', ...lines, '#endif'] : lines;
}
