import {
  type DesignName,
  isCustom,
  type Op,
  type Operand,
  type OperandSpec,
  opSpec,
  type PresetName,
  readCustom,
} from '../../iommufd/index.ts';
import { BETWEEN } from '../beside.ts';
import type { Claim } from '../claim.ts';
import { isReference, type LabelStyle } from '../labels.ts';
import type { Scenario } from '../scenario.ts';
import { cleanTitle } from '../title.ts';
import { checksum, encodeNumber, encodeUtf8 } from './alphabet.ts';
import {
  BACKGROUND_MARK,
  DESIGN_CODES,
  FAILURE_MARK,
  LABELS_PLACE,
  OFF_MARK,
  OP_CODES,
  VERDICT_CODES,
} from './codes.ts';
import { Scope } from './scope.ts';
import { builtInOf } from './titles.ts';
import { encodeMoment } from './until.ts';

/** The version of what follows, and the codec that wrote it. */
export const PREFIX = '1a';

/** How a reference is written: two low bits say which of these it is. */
export const TAG = { suits: 0n, number: 1n, any: 2n, name: 3n } as const;

/** How a number is written: as it is, in pages, or in pages beyond its default. */
export const FORM = { exact: 0n, pages: 1n, pagesBeyond: 2n } as const;

export const PAGE = 4096n;

const string = (text: string) => encodeNumber(BigInt(text.length)) + text;

function reference(spec: OperandSpec, value: Operand, scope: Scope): string {
  if (typeof value === 'bigint') return encodeNumber((value << 2n) | TAG.number);
  const suits = scope.placeOf(value, spec, false);
  if (suits >= 0) return encodeNumber((BigInt(suits) << 2n) | TAG.suits);
  const any = scope.placeOf(value, spec, true);
  return any >= 0 ? encodeNumber((BigInt(any) << 2n) | TAG.any) : encodeNumber(TAG.name) + string(value);
}

/** Of the ways to write a number, the shortest. */
function number(value: bigint, usual: bigint): string {
  const ways = [encodeNumber((value << 2n) | FORM.exact)];
  if (value % PAGE === 0n) ways.push(encodeNumber(((value / PAGE) << 2n) | FORM.pages));
  const beyond = value - usual;
  if (beyond > 0n && beyond % PAGE === 0n)
    ways.push(encodeNumber(((beyond / PAGE) << 2n) | FORM.pagesBeyond));
  return ways.reduce((a, b) => (b.length < a.length ? b : a));
}

const NEAREST = encodeNumber(TAG.suits);

function failure({ fails }: Op): string {
  if (fails === undefined) return '';
  return FAILURE_MARK + encodeNumber(fails === 'usercopy' ? 0n : BigInt(fails));
}

/** Twice, and with a number, where the thread is preempted after a number of steps. A `resume` can have a moment too. */
function thread({ background, preempted }: Op): string {
  const mark = background ? BACKGROUND_MARK : '';
  if (typeof preempted === 'object') return mark + encodeMoment(preempted);
  return preempted === undefined ? mark : mark + BACKGROUND_MARK + encodeNumber(BigInt(preempted));
}

function encodeOp(op: Op, scope: Scope): string {
  const [code, ...places] = OP_CODES[op.name];
  const specs = opSpec(op.name).operands;
  let text = (op.off ? OFF_MARK : '') + thread(op) + failure(op) + code;
  for (const [place, name] of places.entries()) {
    const spec = specs.find((one) => one.name === name);
    const value = op.operands[name];
    if (!spec || value === undefined) continue;
    const written = isReference(spec)
      ? reference(spec, value, scope)
      : number(value as bigint, spec.default ?? 0n);
    // The nearest that suits goes without saying, unless leaving it out would say something else.
    const goesUnsaid = isReference(spec) && spec.default === undefined && written === NEAREST;
    if (!goesUnsaid && value !== spec.default) text += place + written;
  }
  const fresh = scope.fresh(op.name);
  if (op.labels.join() !== fresh.join())
    text += LABELS_PLACE + encodeNumber(BigInt(op.labels.length)) + op.labels.map(string).join('');
  return text;
}

/** Announces the name of a built-in instead of a title that everybody has. */
export const BUILT_IN = '~';

function encodeTitle(title: string): string {
  const id = builtInOf(title);
  return id ? BUILT_IN + id : encodeUtf8(title);
}

/** A character for each preset; where there is one that is none, all by name. */
function encodeBeside(beside: readonly DesignName[]): string {
  if (beside.some(isCustom)) return BUILT_IN + encodeUtf8(beside.join(BETWEEN));
  return beside.map((design) => DESIGN_CODES[design as PresetName]).join('');
}

function encodeClaim({ verdict, digest, engine }: Claim): string {
  return VERDICT_CODES[verdict] + digest + encodeNumber(BigInt(engine));
}

/** Stands behind the design where labels are numbered from 1. */
export const NUMBERED = '1';

function encodeIn(style: LabelStyle, ops: Scenario['ops']): string {
  const scope = new Scope(style);
  const written = ops.map((op) => {
    const text = encodeOp(op, scope);
    scope.define(op);
    return text;
  });
  return (style === 'numbered' ? NUMBERED : '') + written.join('');
}

/** What was encoded: the same operations are written into the address and kept in several places. */
const encoded = new WeakMap<Scenario['ops'], string>();

/** The operations of a link, with the labels counted so that it is shorter. */
export function encodeOps(ops: Scenario['ops']): string {
  const known = encoded.get(ops);
  if (known !== undefined) return known;
  const plain = encodeIn('plain', ops);
  const numbered = encodeIn('numbered', ops);
  const shorter = numbered.length < plain.length ? numbered : plain;
  encoded.set(ops, shorter);
  return shorter;
}

/** The fragment of a scenario's link: letters, digits, `-`, `_`, `~` and `.`, with a letter or digit last. */
export function encodeLink({ title, design, beside, ops, cursor, tour, claim }: Scenario): string {
  const atEnd = cursor.op === ops.length && cursor.step === 0;
  const place = atEnd
    ? ''
    : encodeNumber(BigInt(cursor.op)) + (cursor.step ? encodeNumber(BigInt(cursor.step)) : '');
  const stop = tour ? encodeNumber(BigInt(tour)) : '';
  const claimed = claim?.design === design ? encodeClaim(claim) : '';
  const own = isCustom(design) ? encodeUtf8(design) : '';
  const compared = beside?.length ? encodeBeside(beside) : '';
  const tail = [place, encodeTitle(cleanTitle(title)), stop, claimed, own, compared]
    .join('.')
    .replace(/\.+$/, '');
  const base = isCustom(design) ? readCustom(design).base : design;
  const body = `${PREFIX}${DESIGN_CODES[base]}${encodeOps(ops)}${tail ? `.${tail}` : ''}`;
  return body + checksum(body);
}
