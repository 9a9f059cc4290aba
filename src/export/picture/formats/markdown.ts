import { formatText } from '../../../scenario/index.ts';
import type { Look } from '../look.ts';
import type { Moment } from '../moment.ts';
import { saidOf } from '../said.ts';
import { mermaidOf } from './mermaid.ts';

/** Words as Markdown shows them: nothing in them is a mark, a tag, a mention or the number of an issue. */
function escaped(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[\\`*_{}[\]()#+\-!|~&]/g, '\\$&')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//');
}

/** A block of text as it is, in a fence that is longer than any in it. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** The moment for a review or an issue: what it is, where it opens, the scenario, and the graph as a diagram. */
export function markdownOf(moment: Moment, look: Pick<Look, 'reading' | 'link'>): string {
  const { verdict, because, place, step } = saidOf(moment);
  const { link } = look;
  const where = link.startsWith('#') ? `Opens in Release Graph with \`${link}\`` : `Opens here: <${link}>`;
  return [
    ...(moment.scenario.title ? [`### ${escaped(moment.scenario.title)}`] : []),
    where,
    `**${verdict}** ${escaped(because)}.`,
    `${escaped(`${place}. ${step}`)}`,
    fenced(formatText(moment.scenario), 'text'),
    fenced(mermaidOf(moment, look), 'mermaid'),
    '',
  ].join('\n\n');
}
