import {
  decodeLink,
  type FoundLink,
  formatOp,
  LIMITS,
  linksIn,
  type Scenario,
} from '../../scenario/index.ts';
import { withoutGateways } from './gateways.ts';
import { newerLinksIn } from './newer.ts';
import { shortened, unusedIn } from './notes.ts';
import { type Report, reportIn } from './report.ts';
import { type Drawing, drawingsIn } from './sketches/drawing.ts';
import { programIn } from './syz/syz.ts';
import { type Line, linesOf, plainText } from './unquote.ts';
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
  const sent = withoutGateways(plain.join('\n'));
  const links = linksIn(sent);
  const newer = newerLinksIn(sent);
  const mail = links.length > 0 ? linked(links, lines) : unlinked(withoutGateways(text), lines);
  if (mail.kind === 'nothing') return newer.length > 0 ? { ...mail, because: newer.join(' ') } : mail;
  return newer.length > 0 ? { ...mail, notes: shortened([...newer, ...mail.notes]) } : mail;
}

/** A mail with links: they are opened, and what else is in it is named. */
function linked(links: readonly FoundLink[], lines: readonly Line[]): Mail {
  const [link, ...others] = links as [FoundLink, ...FoundLink[]];
  const notes = besides(links, lines);
  return others.length === 0
    ? { kind: 'scenario', of: 'link', scenario: link.scenario, notes }
    : { kind: 'offers', links, drawings: [], report: undefined, notes };
}

const saidBy = ({ ops }: Scenario) => ops.map(formatOp).join('\n');

/** A sentence for what a mail has beside its links, unless it is what a link says too. */
function besides(links: readonly FoundLink[], lines: readonly Line[]): readonly string[] {
  const plain = lines.map(({ text }) => text);
  const read = links.length === 1 ? 'only the link is read' : 'only the links are read';
  const written = writtenIn(lines)?.scenario;
  if (written)
    return links.some(({ scenario }) => saidBy(scenario) === saidBy(written))
      ? []
      : [`The text has ${counted(written.ops.length, 'operation')} as well; ${read}.`];
  const drawings = drawingsIn(plain).drawings.length;
  if (drawings > 0) return [`The text has ${counted(drawings, 'drawing')} as well; ${read}.`];
  if (programIn(plain)) return [`The text has a syzkaller program as well; ${read}.`];
  return reportIn(plain) ? [`The text has a log of a kernel as well; ${read}.`] : [];
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** A mail without a link that is whole. */
function unlinked(text: string, lines: readonly Line[]): Mail {
  const plain = lines.map((line) => line.text);
  const written = writtenIn(lines);
  if (written) return { kind: 'scenario', of: 'text', ...written };
  const damaged = damagedLinkIn(text);
  if (damaged) return { kind: 'scenario', of: 'link', ...damaged };
  const { drawings, lines: drawn } = drawingsIn(plain);
  const program = drawings.length === 0 ? programIn(plain) : undefined;
  if (program && program.scenario.ops.length > 0) return { kind: 'scenario', of: 'program', ...program };
  const report = reportIn(plain);
  if (drawings.length > 0 || report) {
    const used = new Set([...drawn, ...(report?.lines ?? [])]);
    const notes = drawings.length > 0 ? unusedIn(plain, used) : [];
    return { kind: 'offers', links: [], drawings, report, notes };
  }
  const because = program
    ? `No call of the syzkaller program can be translated. ${program.notes.join(' ')}`
    : NOTHING;
  return { kind: 'nothing', because };
}

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
