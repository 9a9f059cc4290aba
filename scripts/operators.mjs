// How a rule of the engine can be broken: for a node of the syntax tree, the texts that could stand in its place.

const COMPARED = new Set(['===', '!==', '<', '<=', '>', '>=']);
const BOUNDARY = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const SIGN = { '+': '-', '-': '+' };
const COUNTS = { users: 'wait', wait: 'users', num_accesses: 'num_locks', num_locks: 'num_accesses' };
const OPS = {
  inc: 'dec',
  dec: 'inc',
  inc_not_zero: 'inc',
  dec_and_test: 'dec',
  dec_if_one: 'dec_and_test',
};
/** What takes its turn, or says something: no count and no refusal hangs on it alone. */
const NO_RULE = new Set(['lock', 'lockShared', 'unlock', 'warn', 'crit']);
const EFFECTS = new Set(['handover', 'uncounted', 'wake', 'sleep']);
const SLOTS = { EMPTY: 'RESERVED', RESERVED: 'EMPTY' };

const unwrap = (node) => (node?.type === 'ParenthesizedExpression' ? unwrap(node.expression) : node);
const calls = (node, name) => node?.type === 'CallExpression' && node.callee.name === name;
const isZero = (node) => node.raw === '0' || node.raw === '0n' || node.name === 'NULL';
const isErrno = (node) => node?.type === 'Identifier' && /^E[A-Z]+$/.test(node.name) && !(node.name in SLOTS);
/** The call of a `yield* call(...)`. */
const delegated = (node) =>
  node?.type === 'YieldExpression' && node.delegate ? unwrap(node.argument) : undefined;

/** A property that has no place among others is left out with its comma. */
function without(object, property, text) {
  const kept = object.properties.filter((one) => one !== property);
  return `{ ${kept.map(text).join(', ')} }`;
}

/** A text in which the text of one of the nodes inside it stands as another. */
function swapped(node, inner, by, text) {
  const at = inner.start - node.start;
  return text(node).slice(0, at) + by + text(node).slice(at + inner.end - inner.start);
}

/** Something that is true or false, and decides. */
export function isCondition(node, key) {
  if (key === 'test') return true;
  if (node.type === 'LogicalExpression') return node.operator !== '??' && key !== 'callee';
  return (node.type === 'BinaryExpression' && COMPARED.has(node.operator)) || node.operator === '!';
}

/**
 * A condition is forced both ways, or, where it is made of two, loses either: who tells those from the whole tells the
 * other way of forcing it too. A loop that never ends shows nothing.
 */
function conditions(node, { parent, key, inCondition }, text) {
  const made = node.type === 'LogicalExpression' && node.operator !== '??';
  const parts = made ? [text(node.left), text(node.right)] : [];
  if (inCondition || !isCondition(node, key)) return parts;
  const loops = /^(For|While)/.test(parent.type) && key === 'test';
  const forced = loops || parent.type === 'SpreadElement' ? ['false'] : ['false', 'true'];
  return [...parts, ...forced.filter((way) => !made || way === String(node.operator === '||'))];
}

function boundaries(node, _, text) {
  if (node.type !== 'BinaryExpression' || !(node.operator in BOUNDARY)) return [];
  if (isZero(node.left) || isZero(node.right)) return [];
  return [`${text(node.left)} ${BOUNDARY[node.operator]} ${text(node.right)}`];
}

function signs(node, _, text) {
  if (node.type !== 'BinaryExpression' || !(node.operator in SIGN)) return [];
  return [`${text(node.left)} ${SIGN[node.operator]} ${text(node.right)}`];
}

function counts(node, _, text) {
  const isCount = calls(node, 'count');
  if (!isCount && !calls(node, 'tally')) return [];
  const [, op, , name, ref] = node.arguments;
  const other = (inner, by) => swapped(node, inner, by, text);
  const broken = [];
  if (op.value in OPS) broken.push(other(op, `'${OPS[op.value]}'`));
  if (name.value in COUNTS) broken.push(other(name, `'${COUNTS[name.value]}'`));
  if (isCount && text(ref) !== 'null') broken.push(other(ref, 'null'));
  return broken;
}

function refusals(node, { parent }, text) {
  const call = delegated(node);
  if (!calls(call, 'refuse') || parent.type === 'ExpressionStatement') return [];
  const [errno] = call.arguments;
  if (!isErrno(errno)) return ['0'];
  // As numbers, ENOENT and EINVAL: not every file knows both names.
  return ['0', swapped(node, errno, errno.name === 'EINVAL' ? '-2' : '-22', text)];
}

/** A step that is never made. */
function steps(node, { parent, key }) {
  if (parent.type === 'ExpressionStatement') {
    const call = delegated(node) ?? node;
    if (call.type === 'AssignmentExpression')
      return unwrap(call.right).type === 'YieldExpression' ? [] : ['0'];
    if (call.type === 'UpdateExpression') return ['0'];
    if (call.type === 'CallExpression') return NO_RULE.has(call.callee.name) ? [] : ['0'];
    const effect = unwrap(node.argument)?.properties?.find((one) => one.key?.name === 'do')?.value.value;
    return EFFECTS.has(effect) ? ['0'] : [];
  }
  const call = delegated(node);
  if (calls(call, 'count')) return ['true'];
  const to = key === 'init' ? parent.id : key === 'right' ? parent.left : undefined;
  return call && to?.name === 'rc' && !calls(call, 'refuse') ? ['0'] : [];
}

function returns(node, { parent, key }) {
  const isRc = node.type === 'Identifier' && (node.name === 'rc' || isErrno(node));
  return isRc && parent.type === 'ReturnStatement' && key === 'argument' ? ['0'] : [];
}

function fields(node, _, text) {
  if (!calls(node, 'write')) return [];
  const [, , object] = node.arguments;
  if (object.type !== 'ObjectExpression' || object.properties.length < 2) return [];
  return object.properties.map((one) => swapped(node, object, without(object, one, text), text));
}

function slots(node, _, text) {
  if (!calls(node, 'store')) return [];
  const last = node.arguments[3];
  return last.name in SLOTS ? [swapped(node, last, SLOTS[last.name], text)] : [];
}

function literals(node, { parent, key }) {
  if (node.type === 'Literal' && typeof node.value === 'boolean') return [String(!node.value)];
  const counter = key === 'value' && (parent.key?.name === 'users' || parent.key?.name === 'wait');
  if (counter && node.raw === '1') return ['2'];
  return /^REMOVE_/.test(node.name ?? '') && key === 'arguments' ? ['0'] : [];
}

/** An object that begins without one of its references. */
function firstRefs(node, _, text) {
  if (node.type !== 'YieldExpression') return [];
  const refs = unwrap(node.argument).properties?.find((one) => one.key?.name === 'refs')?.value;
  const listed = refs?.elements ?? [];
  return listed.map((one) => {
    const kept = listed.filter((other) => other !== one).map(text);
    return swapped(node, refs, `[${kept.join(', ')}]`, text);
  });
}

const OPERATORS = [
  conditions,
  boundaries,
  signs,
  counts,
  refusals,
  steps,
  returns,
  fields,
  slots,
  literals,
  firstRefs,
];

/**
 * The ways to break `node`: `at` says where it stands (parent, key, inCondition), `text` gives the source of a node.
 * Each text once, and never its own.
 */
export function waysToBreak(node, at, text) {
  const ways = new Set(OPERATORS.flatMap((operator) => operator(node, at, text)));
  ways.delete(text(node));
  return [...ways];
}
