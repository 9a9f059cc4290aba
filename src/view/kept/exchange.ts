import { decodeLink, LIMITS, unsaidIn } from '../../store/index.ts';
import { isTime, type Kept, MOST_RECENT, MOST_SAVED, type Saved, type Shelf } from './shelf.ts';

const FORMAT = 'release-graph scenarios';

/** Characters of a file that is worth reading: more than a full shelf has. */
export const MOST_TEXT = 4_000_000;

/** Problems that are worth saying one by one. */
const MOST_PROBLEMS = 5;

export interface Imported {
  readonly shelf: Shelf;
  /** A sentence for each thing that is not taken. */
  readonly problems: readonly string[];
}

/** All that is kept, as a file. parseShelf of it gives it back. */
export function formatShelf({ saved, recent }: Shelf): string {
  return `${JSON.stringify({ format: FORMAT, version: 1, saved, recent }, null, 2)}\n`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with an entry; undefined for one that can be kept. */
function faultOf(entry: unknown): string | undefined {
  if (!isRecord(entry)) return 'is not an object';
  const { link, at } = entry;
  if (typeof link !== 'string' || !/^[\w.~-]+$/.test(link)) return 'has no link';
  if (!isTime(at)) return 'does not say when it was kept';
  const { scenario, problems } = decodeLink(link);
  // What no text can say is kept all the same: the page can have written it.
  const isRead = scenario && problems.every((one) => one === unsaidIn(scenario));
  return isRead ? undefined : 'has a link that cannot be read whole';
}

function nameFault({ name }: Record<string, unknown>): string | undefined {
  if (typeof name !== 'string' || name.trim() === '') return 'has no name';
  if (name.length > LIMITS.title) return `has a name of more than ${LIMITS.title} characters`;
  return /\p{Cc}/u.test(name) ? 'has a name of more than one line' : undefined;
}

function entriesOf<T extends Kept>(value: unknown, what: string, most: number, problems: string[]): T[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    problems.push(`“${what}” is not a list.`);
    return [];
  }
  if (value.length > most) problems.push(`Of ${value.length} in “${what}” the first ${most} are taken.`);
  return value.slice(0, most).flatMap((entry, i) => {
    const fault = faultOf(entry) ?? (what === 'saved' ? nameFault(entry) : undefined);
    if (fault) problems.push(`Number ${i + 1} in “${what}” ${fault}; it is left out.`);
    if (fault) return [];
    const { link, at, name } = entry;
    return [(what === 'saved' ? { link, name, at } : { link, at }) as unknown as T];
  });
}

/** Reads a file that may hold anything. Total: it takes what can be kept and says what cannot. */
export function parseShelf(text: string): Imported {
  const nothing = (problem: string) => ({ shelf: { saved: [], recent: [] }, problems: [problem] });
  if (text.length > MOST_TEXT)
    return nothing(`The file has more than ${MOST_TEXT} characters, which no export has.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return nothing('The file is not JSON, as an export is.');
  }
  if (!isRecord(value) || value.format !== FORMAT)
    return nothing(`The file is not an export: its format is not “${FORMAT}”.`);
  if (value.version !== 1) return nothing('The export is of a version that this one does not know.');
  const problems: string[] = [];
  const shelf = {
    saved: entriesOf<Saved>(value.saved, 'saved', MOST_SAVED, problems),
    recent: entriesOf<Kept>(value.recent, 'recent', MOST_RECENT, problems),
  };
  const more = problems.length - MOST_PROBLEMS;
  return {
    shelf,
    problems: more > 0 ? [...problems.slice(0, MOST_PROBLEMS), `And ${more} more like these.`] : problems,
  };
}
