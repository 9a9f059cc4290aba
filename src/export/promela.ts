/** A model in Promela, the language of SPIN. */
import type { Exploration } from '../explorer/index.ts';
import { among, type Formula } from './formula.ts';
import type { Case, Effect, Step } from './graph.ts';
import { type Meetings, meetingsOf } from './meeting.ts';
import { against, losesAll, type Model, type ModelCall, modelOf, numberOf } from './model.ts';
import type { Names, Place } from './names.ts';

const TYPES = { flag: 'bool', count: 'int', pointer: 'short', value: 'short' } as const;

/** Bytes of a state that SPIN reserves if it is told nothing. */
const USUAL_VECTOR = 1024;

const comment = (text: string) => `/* ${text.replaceAll('*/', '* /')} */`;

const quoted = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', "'").replaceAll('%', '%%');

function conditionOf(names: Names, formula: Formula, isInner = false): string {
  if (typeof formula === 'boolean') return String(formula);
  const parts = 'all' in formula ? formula.all : 'any' in formula ? formula.any : undefined;
  if (parts) {
    const text = parts.map((part) => conditionOf(names, part, true)).join('all' in formula ? ' && ' : ' || ');
    return isInner ? `(${text})` : text;
  }
  const { place, is, number } = formula as Exclude<Formula, boolean | { all: unknown } | { any: unknown }>;
  if (place.sort === 'flag') return (is === '==') === (number === 1) ? place.name : `!${place.name}`;
  return `${place.name} ${is} ${names.number(place, number)}`;
}

function statementOf(names: Names, place: Place, does: Exclude<Effect, null>): string {
  if ('by' in does) return `${place.name}${does.by > 0 ? '++' : '--'}`;
  return `${place.name} = ${names.number(place, does.to)}`;
}

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);

/** The text of one call: its steps, each once; what leads to one from elsewhere goes there. */
class CallText {
  readonly #model: Model;
  readonly #call: ModelCall;
  readonly #number: number;
  readonly #meetings: Meetings;
  readonly #written = new Set<Step>();
  readonly #aims = new Set<Step>();

  constructor(model: Model, call: ModelCall, number: number) {
    this.#model = model;
    this.#call = call;
    this.#number = number;
    this.#meetings = meetingsOf(call.entry);
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
      step = this.#meetings.get(step) ?? null;
    }
    return lines;
  }

  #one(step: Step): string[] {
    const { text } = this.#model;
    switch (step.kind) {
      case 'set':
        return [`${statementOf(text, step.place, step)};`];
      case 'fault': {
        const property = against(step.fault);
        const because = comment(step.fault.because);
        return [
          ...(property ? [`fails(${property}); ${because}`] : [`skip; ${because}`]),
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
    const { says, asItWas } = this.#call;
    const changed = asItWas.map(({ name }, i) => `${name} != before_${i}`);
    const lost = this.#model.canGetLost ? ['lost'] : [];
    return [
      `printf("${quoted(says)}: ${outcome}\\n");`,
      ...(outcome === 'EBUSY' && changed.length > 0
        ? ['if', `:: ${[...changed, ...lost].join(' || ')} -> fails(P6)`, ':: else', 'fi;']
        : []),
    ];
  }

  #choice(step: Extract<Step, { kind: 'cases' }>): string[] {
    const { text } = this.#model;
    const { cases, isAll, place } = step;
    const [first] = cases as [Case];
    const meeting = this.#meetings.get(step) ?? null;
    if (cases.length === 1) {
      const condition = conditionOf(text, first.when);
      return [
        ...(isAll ? [] : [`explored(${condition});`]),
        ...(first.does ? [`${statementOf(text, place, first.does)};`] : []),
        ...this.#from(first.next, meeting),
      ];
    }
    const options = cases.flatMap(({ when, does, next }, i) => {
      const isLast = isAll && i === cases.length - 1;
      const statements = [
        ...(does ? [`${statementOf(text, place, does)};`] : []),
        ...this.#from(next, meeting),
      ];
      const guard = `:: ${isLast ? 'else' : conditionOf(text, when)} ->`;
      const [one = 'skip', ...more] = statements;
      return more.length === 0 ? [`${guard} ${one}`] : [guard, ...indented(statements)];
    });
    return ['if', ...options, ...(isAll ? [] : [':: else -> explored(false)']), 'fi;'];
  }
}

/** What else there is to know of a cell that is freed. */
function fieldsBeside(freed: Place, { places }: Model): readonly Place[] {
  return places.filter((place) => place !== freed && place.thing === freed.thing);
}

function callOf(model: Model, call: ModelCall, i: number): string[] {
  const { canGetLost } = model;
  const forget = call.frees
    .filter((freed) => fieldsBeside(freed, model).length > 0)
    .map(({ thing }) => `forget_${thing.name}();`);
  const body = [
    `${call.name}_can ->`,
    ...call.asItWas.map(({ name }, n) => `before_${n} = ${name};`),
    ...new CallText(model, call, i).lines(),
    ...(canGetLost ? ['if', ':: lost -> sink()', ':: else', 'fi;'] : []),
    ...forget,
  ];
  const lines = [comment(call.says), ':: d_step {', ...indented(body), '}'];
  return /^(exit|kill)/.test(call.name) ? ['#ifndef P2_ONLY', ...lines, '#endif'] : lines;
}

function header(model: Model, bytes: number): string[] {
  const { design, before, states, transitions, leaks, canGetLost } = model;
  const vector = bytes > USUAL_VECTOR ? ` -DVECTORSZ=${2 ** Math.ceil(Math.log2(bytes))}` : '';
  return [
    '/*',
    ` * Every order in which user space can bring things down, in the design ${design}, after:`,
    ...before.map((line) => ` *     ${line}`),
    ' *',
    ' * What goes wrong first, and the way there:',
    ` *     spin -a model.pml && gcc -O1 -DSAFETY -DNOREDUCE${vector} -o pan pan.c`,
    ' *     ./pan && spin -t model.pml',
    ' * All states, whatever goes wrong in them: ./pan -c0. SPIN should count',
    ` *     ${states + (canGetLost ? 1 : 0)} states, stored: ${states} of the machine${canGetLost ? ', and the one that is reached by getting lost' : ''}`,
    ` *     ${transitions + leaks + 1} transitions: ${transitions} calls${leaks > 0 ? `, ${leaks} states in which P1 fails` : ''}, and the way into the start`,
    ' * P2 is P1 without exit and kill: spin -DP2_ONLY -a model.pml.',
    ' *',
    ' * P1 when nothing can be done any more, everything is freed',
    ' * P3 no freed memory is used, and nothing is put that nobody holds',
    ' * P4 no WARN',
    ' * P5 no operation waits for ever, or for more than 60 s',
    ' * P6 a DESTROY that returns EBUSY changes nothing',
    ' */',
  ];
}

function definitionsOf({ definitions }: Model): string[] {
  return definitions.map(
    ({ name, number, says }) => `#define ${name} ${number < 0 ? `(${number})` : number} ${comment(says)}`,
  );
}

function variablesOf({ places, text }: Model): string[] {
  return places.map(
    (place) => `${TYPES[place.sort]} ${place.name} = ${text.number(place, place.numbers[0] as number)};`,
  );
}

/** Freed memory is forgotten, where a call may have freed it. */
function forgetting(model: Model): string[] {
  const { calls, text } = model;
  const freed = new Set(calls.flatMap(({ frees }) => frees));
  return [...freed].flatMap((place) => {
    const fields = fieldsBeside(place, model);
    if (fields.length === 0) return [];
    const reset = fields.map((field) => `${statementOf(text, field, { to: field.numbers[0] as number })};`);
    const is = conditionOf(text, among(place, new Set([numberOf(place, true)])));
    return [
      `inline forget_${place.thing.name}() {`,
      ...indented(['if', `:: ${is} ->`, ...indented(reset), ':: else', 'fi']),
      '}',
    ];
  });
}

function sink({ places, text, canGetLost }: Model): string[] {
  if (!canGetLost) return [];
  const reset = places.map((place) => `${statementOf(text, place, { to: place.numbers[0] as number })};`);
  return [
    '/* What freed memory was used for, or a process that waits for ever, is not followed: all of it is one state. */',
    'bool lost;',
    'inline sink() {',
    ...indented(reset),
    '}',
  ];
}

/** The text of a model. */
function textOf(model: Model): string {
  const { calls, places, text, canGetLost } = model;
  const most = Math.max(...calls.map(({ asItWas }) => asItWas.length), 0);
  const before = Array.from({ length: most }, (_, i) => `before_${i}`);
  const lost = canGetLost ? '!lost && ' : '';
  const canDo = calls.map(({ name }) => `${name}_can`);
  return [
    ...header(model, places.length * 4 + 64),
    '',
    'bool P1 = true, P3 = true, P4 = true, P5 = true, P6 = true;',
    'inline fails(property) { property = false; assert(property); property = true }',
    '',
    '/* Where this fails the exploration never went: explore further. */',
    '#define explored(condition) assert(condition)',
    '',
    ...definitionsOf(model),
    '',
    ...variablesOf(model),
    ...(most > 0
      ? ['', '/* What a DESTROY found; no part of a state. */', `hidden int ${before.join(', ')};`]
      : []),
    '',
    ...sink(model),
    ...forgetting(model),
    '',
    '/* When each call can be made. */',
    ...calls.map(({ name, can }) => `#define ${name}_can (${lost}${conditionOf(text, can, true)})`),
    '',
    '/* Nothing can be done any more, and something that no child holds is not freed. */',
    `#define leaked (${[canGetLost ? '!lost' : [], ...canDo.map((can) => `!${can}`), conditionOf(text, model.isKept, true)].flat().join(' && ')})`,
    '',
    'active proctype user_space() {',
    'end:',
    '  do',
    ...indented(calls.flatMap((call, i) => callOf(model, call, i))),
    '  :: d_step { leaked -> fails(P1) }',
    '  od',
    '}',
    '',
  ].join('\n');
}

/** A complete exploration as a Promela model, for SPIN. */
export function promelaOf(found: Exploration): string {
  return textOf(modelOf(found));
}
