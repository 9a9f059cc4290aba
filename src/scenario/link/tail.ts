import { DESIGN_NAMES, type DesignName, isCustom, type PresetName } from '../../iommufd/index.ts';
import { BETWEEN, besideIn, designIn } from '../beside.ts';
import { type Claim, DIGEST_LENGTH, ENDINGS, isDigest, isEngine } from '../claim.ts';
import { LIMITS, type Scenario } from '../scenario.ts';
import { cleanTitle } from '../title.ts';
import { decodeUtf8, Input } from './alphabet.ts';
import { DESIGN_CODES, VERDICT_CODES } from './codes.ts';
import { BUILT_IN } from './encode.ts';
import { TITLES } from './titles.ts';

function decodeTitle(title: string): string | undefined {
  if (!title.startsWith(BUILT_IN)) return decodeUtf8(title);
  return Object.entries(TITLES).find(([id]) => id === title.slice(BUILT_IN.length))?.[1];
}

function decodeTour(stop: string): number | undefined {
  const input = new Input(stop);
  const tour = Number(input.number() ?? 0n);
  return input.done && tour >= 1 && tour <= LIMITS.tour ? tour : undefined;
}

function decodeCustom(own: string): DesignName | undefined {
  const text = decodeUtf8(own);
  const read = text === undefined ? undefined : designIn(text);
  return read !== undefined && isCustom(read) ? read : undefined;
}

function decodeBeside(compared: string): readonly DesignName[] | undefined {
  const names = compared.startsWith(BUILT_IN)
    ? decodeUtf8(compared.slice(BUILT_IN.length))?.split(BETWEEN)
    : Array.from(compared, (code) => DESIGN_NAMES.find((name) => DESIGN_CODES[name] === code) ?? '');
  return names && besideIn(names);
}

function decodeClaim(text: string, design: DesignName): Claim | undefined {
  const input = new Input(text);
  const code = input.take(1);
  const verdict = ENDINGS.find((name) => VERDICT_CODES[name] === code);
  const digest = input.take(DIGEST_LENGTH) ?? '';
  const engine = Number(input.number() ?? 0n);
  const isRead = verdict && isDigest(digest) && isEngine(engine) && input.done;
  return isRead ? { design, verdict, digest, engine } : undefined;
}

/** All of a scenario that stands behind its operations. */
type Tail = Omit<Scenario, 'ops'>;

/** `base` is the preset that stands before the operations. */
export function decodeTail(tail: string, count: number, base: PresetName, problems: string[]): Tail {
  const [place = '', title = '', stop = '', claimed = '', own = '', compared = '', ...more] = tail.split('.');
  const input = new Input(place);
  const op = place ? Number(input.number() ?? -1n) : count;
  const step = input.done ? 0 : Number(input.number() ?? -1n);
  const placed = op >= 0 && op <= count + 1 && step >= 0 && step < 1_000_000 && input.done;
  if (!placed) problems.push('The place in the run cannot be read; the end is shown.');
  const text = decodeTitle(title);
  if (text === undefined) problems.push('The title cannot be read.');
  const tour = stop ? decodeTour(stop) : undefined;
  if (stop && !tour) problems.push('The stop of the tour cannot be read.');
  const design = own ? decodeCustom(own) : base;
  if (!design) problems.push(`The design of one's own cannot be read; ${base} is shown.`);
  const beside = compared ? decodeBeside(compared) : undefined;
  if (compared && !beside) problems.push('The designs that it is compared with cannot be read.');
  const claim = claimed && design ? decodeClaim(claimed, design) : undefined;
  if (claimed && design && !claim) problems.push('What it claims of its end cannot be read.');
  if (more.length) problems.push('It has more parts than a link has.');
  return {
    cursor: placed ? { op, step } : { op: count, step: 0 },
    title: cleanTitle(text ?? ''),
    design: design ?? base,
    ...(beside && { beside }),
    ...(tour && { tour }),
    ...(claim && { claim }),
  };
}
