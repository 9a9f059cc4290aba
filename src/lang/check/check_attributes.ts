import type { Attribute, Declaration, Definition } from '../parse/syntax.ts';
import { ATTRIBUTES, arityOf, type Site, sitesOf } from './attribute.ts';
import type { Scope } from './scope.ts';

/** Checks the attributes of a definition and of what is declared in its head. */
export function checkAttributes(scope: Scope, one: Definition): void {
  switch (one.is) {
    case 'struct':
      checkAll(scope, one.attributes, 'struct');
      for (const field of one.fields) checkAll(scope, field.attributes, 'field');
      return;
    case 'variable':
      checkAll(scope, one.what.attributes, 'variable');
      return;
    case 'function':
      checkAll(scope, one.what.attributes, 'function');
      for (const parameter of one.what.parameters ?? []) checkAll(scope, parameter.attributes, 'parameter');
  }
}

/** Checks the attributes of a local variable. */
export function checkVariable(scope: Scope, { attributes }: Declaration): void {
  checkAll(scope, attributes, 'variable');
}

/** Checks the attribute before a statement. */
export function checkNote(scope: Scope, note: Attribute): void {
  checkAll(scope, [note], 'statement');
}

function checkAll(scope: Scope, attributes: readonly Attribute[], site: Site): void {
  const seen = new Set<string>();
  for (const { name, args, at } of attributes) {
    const spec = ATTRIBUTES[name];
    if (!spec) {
      const here = Object.keys(ATTRIBUTES).filter((one) => ATTRIBUTES[one]?.at.includes(site));
      scope.unknown(at, name, here, ` for a ${site}`);
      continue;
    }
    const [least, most] = spec.args;
    if (!spec.at.includes(site)) scope.problem(at, `${name} stands at ${sitesOf(spec)}, not at a ${site}`);
    else if (args.length < least || args.length > most)
      scope.problem(at, `${name} takes ${arityOf(spec)}, not ${args.length}`);
    else if (seen.has(name)) scope.problem(at, `${name} stands here twice`);
    seen.add(name);
  }
}
