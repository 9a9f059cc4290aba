/** A model in Promela, the language of SPIN. */
import type { Exploration } from '../explorer/index.ts';
import { among } from './formula.ts';
import { type Model, modelOf, numberOf } from './model.ts';
import { callOf, fieldsBeside } from './promela_call.ts';
import { comment, conditionOf, indented, resetOf } from './promela_words.ts';

const TYPES = { flag: 'bool', count: 'int', pointer: 'short', value: 'short' } as const;

/** Bytes of a state that SPIN reserves if it is told nothing. */
const USUAL_VECTOR = 1024;

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
    ' * P1 without exit and kill, which is P2 where there is no child: spin -DP2 -a model.pml.',
    ' *',
    ' * P1 when nothing can be done any more, everything is freed',
    ' * P3 no freed memory is used, and no reference is put that nobody holds',
    ' * P4 no WARN',
    ' * P5 no operation waits for longer than the 60 s after which the kernel gives up',
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
    const reset = fields.map((field) => resetOf(text, field));
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
  const reset = places.map((place) => resetOf(text, place));
  return [
    '/* What freed memory was used for, or a process that waits for ever, is not followed: all of it is one state. */',
    'bool lost;',
    'inline sink() {',
    ...indented(reset),
    '}',
  ];
}

/** The text of a model. */
function promelaText(model: Model): string {
  const { calls, places, text, canGetLost } = model;
  const most = Math.max(...calls.map(({ asItWas }) => asItWas?.length ?? 0), 0);
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
    ...calls.map(({ name, can }) => `#define ${name}_can (${lost}${conditionOf(text, can, canGetLost)})`),
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

/**
 * A complete exploration as a Promela model, for SPIN. A state of the process is one of the machine: each call is one
 * indivisible step of it, so that SPIN stores as many states as were explored, and makes as many transitions as calls
 * were made, those among them that change nothing. It has one state more where a call gets lost, the sink; it counts
 * one transition more for the start, and one for each end that leaks, where P1 is checked and nothing changes.
 */
export function promelaOf(found: Exploration): string {
  return promelaText(modelOf(found));
}
