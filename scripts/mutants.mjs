// The mutants of the engine: every place where one of its rules could be broken, and a build that holds them all.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { isCondition, waysToBreak } from './operators.mjs';

const ENGINE = 'src/iommufd';

/** Tables, types and names; the laws, which judge; and the way from the text of an operation to its kernel path. */
const NO_RULES =
  /^(boot|calls|design|done|hold|index|kernel|laws|objects|op_spec|op_table|operand|ops|presets|process|refs|syscalls|\w+_ops)\.ts$|\.(test|fixture|arbitrary)\.ts$/;

const TYPES = /^TS(Interface|TypeAlias)Declaration$|^ImportDeclaration$/;
const NOT_RUN = new Set(['typeAnnotation', 'returnType', 'typeArguments', 'typeParameters', 'params', 'key']);

const isNode = (value) => typeof value?.type === 'string' && typeof value.start === 'number';

function children(node) {
  return Object.entries(node)
    .filter(([key]) => !NOT_RUN.has(key))
    .flatMap(([key, value]) => [value].flat().map((child) => ({ key, child })))
    .filter(({ child }) => isNode(child))
    .sort((a, b) => a.child.start - b.child.start);
}

/** What a function is called: in the kernel where it says so, else here. */
function nameOf(node, parent) {
  const [said] = parent?.type === 'CallExpression' ? parent.arguments : [];
  if (said?.type === 'Literal') return said.value;
  return node.id?.name ?? parent?.id?.name ?? parent?.key?.name;
}

/** What a step says to its reader is no rule. */
const isStep = (node) => node.type === 'YieldExpression' && !node.delegate;

/** The nodes that can be broken, the outer before the inner, each with the function it is in and the ways. */
function* sites(source) {
  const text = (node) => source.slice(node.start, node.end);
  function* visit(node, at) {
    if (TYPES.test(node.type) || node.type === 'TemplateLiteral') return;
    if (node.type === 'ParenthesizedExpression') return yield* visit(node.expression, at);
    const isFunction = /Function/.test(node.type);
    const fn = (isFunction && at.depth === 0 && nameOf(node, at.parent)) || at.fn;
    const ways = at.depth > 0 && !at.inStep ? waysToBreak(node, at, text) : [];
    if (ways.length > 0) yield { node, fn, ways };
    const below = {
      parent: node,
      fn,
      depth: at.depth + (isFunction ? 1 : 0),
      inStep: isStep(node) || (at.inStep && node.type !== 'SpreadElement'),
      inCondition: !isFunction && (at.inCondition || isCondition(node, at.key)),
    };
    for (const { key, child } of children(node)) yield* visit(child, { ...below, key });
  }
  yield* visit(parseSync('engine.ts', source).program, { depth: 0 });
}

/** Snippets are one line each, however they are broken into lines. */
const flat = (code) => code.replace(/\s+/g, ' ').trim();

/**
 * The mutants of a source, in the order of the text. The same snippet again in a function has `nth`, from 2; `node` is
 * where it stands.
 * @internal
 */
export function mutantsOf(file, source) {
  const seen = new Map();
  return [...sites(source)].flatMap(({ node, fn, ways }) =>
    ways.map((way) => {
      const line = source.slice(0, node.start).split('\n').length;
      const snippet = `${flat(source.slice(node.start, node.end))} => ${flat(way)}`;
      const nth = (seen.get(fn + snippet) ?? 0) + 1;
      seen.set(fn + snippet, nth);
      return { file, fn, line, snippet, ...(nth > 1 && { nth }), node, way };
    }),
  );
}

/** What a mutant is known by while lines around it move. */
export const keyOf = ({ file, fn, snippet, nth }) => JSON.stringify([file, fn, snippet, nth ?? 1]);

/** The source with all its mutants in it: `globalThis.mutant` says of each, by its number, whether it is the one that lives. */
function withAll(source, mutants) {
  const edits = mutants.flatMap(({ number, node, way }, i) => [
    { at: node.start, order: i, text: `(globalThis.mutant(${number})?(${way}):` },
    { at: node.end, order: -i - 1, text: ')' },
  ]);
  // Where one ends another may begin: what ends comes first, the inner before the outer.
  edits.sort((a, b) => a.at - b.at || a.order - b.order);
  let done = 0;
  const out = edits.map(({ at, text }) => {
    const piece = source.slice(done, at) + text;
    done = at;
    return piece;
  });
  return out.join('') + source.slice(done);
}

/** Every mutant of the engine, numbered from 1. */
export function allMutants() {
  const files = readdirSync(ENGINE).filter((name) => name.endsWith('.ts') && !NO_RULES.test(name));
  return files
    .flatMap((name) => mutantsOf(name, readFileSync(join(ENGINE, name), 'utf8')))
    .map((mutant, i) => ({ ...mutant, number: i + 1 }));
}

/** For Vite: the engine as a build in which every mutant is asleep until `globalThis.mutant` wakes it. */
export function mutantsPlugin(mutants = allMutants()) {
  return {
    name: 'mutants',
    enforce: 'pre',
    transform(source, id) {
      const own = mutants.filter(({ file }) => id.endsWith(`/${ENGINE}/${file}`));
      return own.length > 0 ? { code: withAll(source, own), map: null } : undefined;
    },
  };
}
