/** A model in TLA+, for TLC. */
import type { Exploration } from '../explorer/index.ts';
import { among } from './formula.ts';
import { type Model, type ModelCall, modelOf, numberOf } from './model.ts';
import type { ModelVariable } from './names.ts';
import { CallText, conditionOf, indented, literalOf, quoted } from './tla_call.ts';

const MODULE = 'Teardown';

function header({ design, before, states, transitions, canGetLost }: Model): string[] {
  return [
    '(*',
    `Every order in which user space can bring things down, in the design ${design}, after:`,
    ...indented(indented(before)),
    '',
    `To check it with TLC: put this in ${MODULE}.tla, and in ${MODULE}.cfg`,
    '    SPECIFICATION Spec',
    '    VIEW View',
    '    INVARIANT P1',
    '    PROPERTIES P3 P4 P5 P6',
    `    java -cp tla2tools.jar tlc2.TLC -deadlock ${MODULE}`,
    'With the first two lines alone it goes on whatever fails, and counts',
    `    ${transitions + 1} states generated: ${transitions} calls and the start`,
    `    ${states + (canGetLost ? 1 : 0)} distinct states found${canGetLost ? `: ${states} of the machine, and the one that is reached by getting lost` : ''}`,
    '*)',
  ];
}

function startOf({ places, text, canGetLost }: Model): string[] {
  const fields = [
    ...places.map((place) => `${place.name} |-> ${literalOf(text, place, place.numbers[0] as number)}`),
    ...(canGetLost ? ['lost |-> FALSE'] : []),
    'call |-> "", returned |-> "", fails |-> {}',
  ];
  return [
    'Start ==',
    ...fields.map((field, i) => `  ${i === 0 ? '[' : ' '} ${field}${i + 1 < fields.length ? ',' : ' ]'}`),
  ];
}

/** Operators that reset the other fields of a freed cell to their values at the start. */
function forgetting({ places, calls, text }: Model): string[] {
  const freed = new Set(calls.flatMap(({ frees }) => frees));
  return [...freed].flatMap((place) => {
    const fields = places.filter((other) => other !== place && other.thing === place.thing);
    const reset = fields.map(({ name }) => `!.${name} = Start.${name}`);
    const is = conditionOf(text, among(place, new Set([numberOf(place, true)])), 'r');
    const forgotten = reset.length > 0 ? `[r EXCEPT ${reset.join(', ')}]` : 'r';
    return [`Forget_${place.thing.name}(r) == IF ${is} THEN ${forgotten} ELSE r`];
  });
}

const forgotten = (frees: readonly ModelVariable[]) =>
  frees.reduce((state, { thing }) => `Forget_${thing.name}(${state})`, 'r');

function callOf(model: Model, call: ModelCall, i: number): string[] {
  const { says, can, frees, name } = call;
  const text = new CallText(model, call, i);
  const over = call.canGetLost
    ? `IF r.lost THEN [Start EXCEPT !.lost = TRUE, !.fails = r.fails] ELSE ${forgotten(frees)}`
    : forgotten(frees);
  return [
    `(* ${says} *)`,
    `Return_${i}(r, returned) ==`,
    `  LET over == ${over} IN [over EXCEPT !.call = ${quoted(says)}, !.returned = returned]`,
    ...text.lines(),
    `${name}_can == ${model.canGetLost ? '~s.lost /\\ ' : ''}${conditionOf(model.text, can, 's', model.canGetLost)}`,
    `${name} == ${name}_can = TRUE /\\ s' = ${text.entry}([s EXCEPT !.fails = {}])`,
    '',
  ];
}

function tlaText(model: Model): string {
  const { definitions, calls, text, isKept, canGetLost } = model;
  const destroys = calls.filter(({ asItWas }) => asItWas !== null).map(({ says }) => quoted(says));
  return [
    `------------------------------ MODULE ${MODULE} ------------------------------`,
    ...header(model),
    'EXTENDS Integers, TLC',
    '',
    '(* What the machine is like, and of the last call: what it returned, and the properties that it fails. *)',
    'VARIABLE s',
    '',
    ...definitions.map(({ name, number, says }) => `${name} == ${number} (* ${says} *)`),
    '',
    ...startOf(model),
    '',
    '(* The machine alone: two states are one where this is the same. *)',
    'View == [s EXCEPT !.call = "", !.returned = "", !.fails = {}]',
    '',
    '(* The exploration never went there. *)',
    'ExploreFurther(r) == IF Assert(FALSE, "explore further") THEN r ELSE r',
    '',
    '(* Freed memory is forgotten. *)',
    ...forgetting(model),
    '',
    ...calls.flatMap((call, i) => callOf(model, call, i)),
    '(* Each "= TRUE" above has TLC count a call once, however many reasons there are that it can be made. *)',
    'Init == s = Start',
    'Next ==',
    ...(calls.length > 0 ? calls.map(({ name }) => `  \\/ ${name}`) : ['  FALSE /\\ UNCHANGED s']),
    'Spec == Init /\\ [][Next]_s',
    '',
    '(* When nothing can be done any more, everything is freed, but for what a child holds. *)',
    'P1 ==',
    `  (${[...(canGetLost ? ['~s.lost'] : []), ...calls.map(({ name }) => `~${name}_can`), 'TRUE'].join(' /\\ ')})`,
    `    => ~(${conditionOf(text, isKept, 's')})`,
    '(* No freed memory is used, and no reference is put that nobody holds. *)',
    `P3 == [][ "P3" \\notin s'.fails ]_s`,
    '(* No WARN. *)',
    `P4 == [][ "P4" \\notin s'.fails ]_s`,
    '(* No operation waits for longer than the 60 s after which the kernel gives up. *)',
    `P5 == [][ "P5" \\notin s'.fails ]_s`,
    '(* A DESTROY that returns EBUSY changes nothing. *)',
    `P6 == [][ s'.returned = "EBUSY" /\\ s'.call \\in {${destroys.join(', ')}} => View' = View ]_s`,
    '=============================================================================',
    '',
  ].join('\n');
}

/**
 * A complete exploration as a TLA+ module, for TLC. Its distinct states are those that were explored, and one more where
 * a call gets lost; what it generates is one for each call that was made, and the start.
 */
export function tlaOf(found: Exploration): string {
  return tlaText(modelOf(found));
}
