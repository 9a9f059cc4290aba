/** What a call does, in TLA+: each part of it as an operator from the state so far to the state when it is over. */
import { brokenBy } from '../explorer/index.ts';
import { type Formula, not } from './formula.ts';
import { after, type Effect, type Step, stepsFrom } from './graph.ts';
import { losesAll, type Model, type ModelCall } from './model.ts';
import type { ModelVariable, Names } from './names.ts';

export const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);

export const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', "'")}"`;

export function conditionOf(names: Names, formula: Formula, state: string, isInner = false): string {
  if (typeof formula === 'boolean') return formula ? 'TRUE' : 'FALSE';
  if ('all' in formula || 'any' in formula) {
    const [parts, joint] = 'all' in formula ? [formula.all, ' /\\ '] : [formula.any, ' \\/ '];
    const text = parts.map((part) => conditionOf(names, part, state, true)).join(joint);
    return isInner ? `(${text})` : text;
  }
  const { place, is, number } = formula;
  const field = `${state}.${place.name}`;
  if (place.sort === 'flag') return (is === '==') === (number === 1) ? field : `~${field}`;
  const sign = is === '==' ? '=' : is === '!=' ? '#' : is;
  return `${field} ${sign} ${names.number(place, number)}`;
}

/** A value, as the record has it. */
export function literalOf(names: Names, place: ModelVariable, number: number): string {
  const text = names.number(place, number);
  return place.sort === 'flag' ? text.toUpperCase() : text;
}

/** The text of one call. A step that several lead to, or that a loop comes back to, is an operator of its own. */
export class CallText {
  readonly #model: Model;
  readonly #call: ModelCall;
  readonly #number: number;
  readonly #shared: ReadonlySet<Step>;

  constructor(model: Model, call: ModelCall, number: number) {
    this.#model = model;
    this.#call = call;
    this.#number = number;
    const met = new Map<Step, number>([[call.entry, 2]]);
    for (const step of stepsFrom(call.entry))
      for (const next of new Set(after(step))) met.set(next, (met.get(next) ?? 0) + 1);
    this.#shared = new Set(
      [...met].flatMap(([step, times]) => (step.kind === 'loop' || times > 1 ? [step] : [])),
    );
  }

  /** What comes later in the call is defined first. */
  lines(): string[] {
    const shared = stepsFrom(this.#call.entry).filter((step) => this.#shared.has(step));
    const loops = shared.filter(({ kind }) => kind === 'loop').map((step) => `${this.#name(step)}(_)`);
    return [
      ...(loops.length > 0 ? [`RECURSIVE ${loops.join(', ')}`] : []),
      ...shared.flatMap((step) => [`${this.#name(step)}(r) ==`, ...indented(this.#one(step, 'r', 0))]),
    ];
  }

  get entry(): string {
    return this.#name(this.#call.entry);
  }

  #name({ id }: Step): string {
    return `At_${this.#number}_${id}`;
  }

  #go(step: Step, state: string, depth: number): string[] {
    return this.#shared.has(step) ? [`${this.#name(step)}(${state})`] : this.#one(step, state, depth);
  }

  /** Goes on with a changed state under a new name. */
  #with(changes: string, next: Step, state: string, depth: number): string[] {
    if (this.#shared.has(next)) return [`${this.#name(next)}([${state} EXCEPT ${changes}])`];
    const name = `r${depth + 1}`;
    return [`LET ${name} == [${state} EXCEPT ${changes}] IN`, ...this.#one(next, name, depth + 1)];
  }

  #changes(place: ModelVariable, does: Exclude<Effect, null>): string {
    if ('by' in does) return `!.${place.name} = @ ${does.by > 0 ? '+' : '-'} 1`;
    return `!.${place.name} = ${literalOf(this.#model.text, place, does.to)}`;
  }

  #one(step: Step, state: string, depth: number): string[] {
    switch (step.kind) {
      case 'set': {
        const changes = [this.#changes(step.place, step)];
        let { next } = step;
        for (; next.kind === 'set' && !this.#shared.has(next); next = next.next)
          changes.push(this.#changes(next.place, next));
        return this.#with(changes.join(', '), next, state, depth);
      }
      case 'fault': {
        const broken = brokenBy(step.fault).map((property) => `"${property}"`);
        const changes = [
          ...(broken.length > 0 ? [`!.fails = @ \\cup {${broken.join(', ')}}`] : []),
          ...(losesAll(step.fault) ? ['!.lost = TRUE'] : []),
        ];
        const because = `\\* ${step.fault.because}`;
        if (changes.length === 0) return [because, ...this.#go(step.next, state, depth)];
        return [because, ...this.#with(changes.join(', '), step.next, state, depth)];
      }
      case 'loop':
        return this.#go(step.next, state, depth);
      case 'end': {
        const { errno, ret } = step.outcome;
        const says = errno ?? (ret === null ? 'never returns' : 'done');
        return [`Return_${this.#number}(${state}, ${quoted(says)})`];
      }
      case 'unseen':
        return [`ExploreFurther(${state})`];
      case 'cases':
        return this.#choice(step, state, depth);
    }
  }

  #choice(step: Extract<Step, { kind: 'cases' }>, state: string, depth: number): string[] {
    const { place, cases, isAll } = step;
    const { text } = this.#model;
    const branch = ({ does, next }: (typeof cases)[number]) =>
      does ? this.#with(this.#changes(place, does), next, state, depth) : this.#go(next, state, depth);
    const lines = cases.flatMap((one, i) => {
      const isLast = i === cases.length - 1;
      const condition = conditionOf(text, one.when, state);
      if (isLast && isAll) return i === 0 ? branch(one) : ['ELSE', ...indented(branch(one))];
      if (cases.length === 1)
        return [
          `IF ${conditionOf(text, not(one.when), state)} THEN ExploreFurther(${state}) ELSE`,
          ...branch(one),
        ];
      return [`${i === 0 ? 'IF' : 'ELSE IF'} ${condition} THEN`, ...indented(branch(one))];
    });
    return isAll || cases.length === 1 ? lines : [...lines, `ELSE ExploreFurther(${state})`];
  }
}
