import { decodeLink, type FoundLink, LIMITS, linksIn, type Scenario } from '../../scenario/index.ts';
import { type Drawing, drawingsIn } from './drawing.ts';
import { withoutGateways } from './gateways.ts';
import { unusedIn } from './notes.ts';
import { type Report, reportIn } from './report.ts';
import { programIn } from './syz.ts';
import { linesOf, plainText } from './unquote.ts';
import { writtenIn } from './written.ts';

/** What somebody has pasted. */
export type Mail =
  | {
      readonly kind: 'scenario';
      /** What it was read from. */
      readonly of: 'link' | 'text' | 'program';
      readonly scenario: Scenario;
      readonly notes: readonly string[];
    }
  | Offers
  | { readonly kind: 'nothing'; readonly because: string };

/** What a mail has of which somebody has to choose, or that is no scenario by itself. */
export interface Offers {
  readonly kind: 'offers';
  /** None, or more than one. */
  readonly links: readonly FoundLink[];
  readonly drawings: readonly Drawing[];
  readonly report: Report | undefined;
  readonly notes: readonly string[];
}

const BEGINNING = /#\s*(1a[\w.~-]{2,})|^[ \t>|+*]{0,40}(1a[\w.~-]{6,})[ \t]*$/m;

/** A link of another format: behind the address of a page. */
const NEWER = /[\w/](?:\?[\w=&.-]{0,80})?#((?:1[b-z]|[2-9][a-z])[\w.~-]{6,})/;

const NOTHING =
  'It has no link, no operation, no drawing such as A --holds--> B, no log of a kernel and no syzkaller program.';

/**
 * Reads a mail: the links in it, or the text of a scenario, or drawings, a program of syzkaller, or the log of a kernel;
 * and says what it did not understand. Total, in time linear in the text.
 */
export function readMail(pasted: string): Mail {
  if (pasted.length > LIMITS.text)
    return {
      kind: 'nothing',
      because: `The text has ${pasted.length} characters; at most ${LIMITS.text} are read.`,
    };
  const text = plainText(pasted);
  const lines = linesOf(text);
  const plain = lines.map((line) => line.text);
  const links = linksIn(withoutGateways(plain.join('\n')));
  const [link, ...others] = links;
  if (link && others.length === 0)
    return { kind: 'scenario', of: 'link', scenario: link.scenario, notes: [] };
  if (link) return { kind: 'offers', links, drawings: [], report: undefined, notes: [] };
  const written = writtenIn(lines);
  if (written) return { kind: 'scenario', of: 'text', ...written };
  const damaged = damagedLinkIn(withoutGateways(text));
  if (damaged) return { kind: 'scenario', of: 'link', ...damaged };
  const { drawings, lines: drawn } = drawingsIn(plain);
  const program = drawings.length === 0 ? programIn(plain) : undefined;
  if (program && program.scenario.ops.length > 0) return { kind: 'scenario', of: 'program', ...program };
  const report = reportIn(plain);
  if (drawings.length > 0 || report) {
    const used = new Set([...drawn, ...(report?.lines ?? [])]);
    const notes = drawings.length > 0 ? unusedIn(plain, used) : [];
    return { kind: 'offers', links, drawings, report, notes };
  }
  if (program)
    return {
      kind: 'nothing',
      because: `No call of the syzkaller program can be translated. ${program.notes.join(' ')}`,
    };
  const [, newer] = NEWER.exec(text) ?? [];
  return { kind: 'nothing', because: newer ? newerLink(newer) : NOTHING };
}

const newerLink = (fragment: string) =>
  `The link #${fragment.slice(0, 12)}... was made by a newer version: this one reads links that begin with 1a.`;

/** What can be read of a link that is damaged or does nothing. A commit begins as a link does, and is none. */
function damagedLinkIn(
  text: string,
): { readonly scenario: Scenario; readonly notes: readonly string[] } | undefined {
  const [, marked, alone] = BEGINNING.exec(text) ?? [];
  const begins = marked ?? alone ?? '';
  if (!begins || /^[0-9a-f]{7,40}$/.test(begins)) return undefined;
  const { scenario, problems } = decodeLink(text);
  return scenario && (scenario.ops.length > 0 || problems.length === 0)
    ? { scenario, notes: problems }
    : undefined;
}
