import type { EventName, Moment } from '../../iommufd/index.ts';
import { isMoment } from '../text/moment.ts';
import { encodeNumber, type Input } from './alphabet.ts';
import { EVENT_CODES, UNTIL_MARK } from './codes.ts';

/** Stands for any step of a function. */
const NO_EVENT = '0';

// A link has no `>`, and the name of a lock no dot.
const encodeName = (name: string) => encodeNumber(BigInt(name.length)) + name;
const asLink = (name: string) => name.replaceAll('->', '.');
const fromLink = (name: string) => name.replaceAll('.', '->');

/** A moment in a link: its function, a letter for its event, what that is of, and which time it is. */
export function encodeMoment({ in: name, event, of = '', nth = 1 }: Moment): string {
  const what = event ? EVENT_CODES[event] + encodeName(asLink(of)) : NO_EVENT;
  return UNTIL_MARK + encodeName(name) + what + encodeNumber(BigInt(nth));
}

/** The inverse of encodeMoment, behind the mark; undefined for what it cannot have made. */
export function decodeMoment(input: Input): Moment | undefined {
  const decodeName = () => input.take(Number(input.number() ?? -1n));
  const name = decodeName();
  const code = input.take(1);
  const event = (Object.keys(EVENT_CODES) as EventName[]).find((one) => EVENT_CODES[one] === code);
  const of = event ? decodeName() : '';
  const nth = Number(input.number() ?? 0n);
  if (!name || of === undefined || (!event && code !== NO_EVENT)) return undefined;
  const moment: Moment = {
    in: name,
    ...(event && { event }),
    ...(of && { of: fromLink(of) }),
    ...(nth !== 1 && { nth }),
  };
  return isMoment(moment) ? moment : undefined;
}
