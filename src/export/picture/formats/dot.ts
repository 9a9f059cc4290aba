import { ARROW, type Look } from '../look.ts';
import type { Moment } from '../moment.ts';
import { PALETTES } from '../palette.ts';
import { type References, referencesOf } from '../references.ts';
import { saidOf } from '../said.ts';
import { wrap } from '../wrap.ts';

/**
 * Text as a quoted string of DOT that shows as it is: a label knows escapes that begin with a backslash, and entities as
 * HTML has them.
 */
function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\p{Cc}/gu, ' ');
}

/** A comment ends with its line. */
const comment = (text: string) => `// ${text.replace(/\p{Cc}/gu, ' ')}`;

const quote = (lines: readonly string[]) => `"${lines.map(escaped).join('\\n')}"`;

const attributes = (of: Readonly<Record<string, string>>) =>
  `[${Object.entries(of)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')}]`;

/** A line of the caption: Graphviz breaks none. */
const LETTERS = 96;

const { hold, release, leak, warn, ghost, muted } = PALETTES.light;

function nodeOf({ kind, status, pinned, lines }: References['nodes'][number]): string {
  const isFreed = status === 'freed';
  return attributes({
    label: quote(lines),
    ...(isFreed || status === 'new' || kind === 'fd'
      ? {
          style: `"${[kind === 'fd' && 'rounded', (isFreed || status === 'new') && 'dashed'].filter(Boolean).join()}"`,
        }
      : {}),
    ...(isFreed && { color: `"${ghost}"`, fontcolor: `"${ghost}"` }),
    ...(status === 'dying' && { peripheries: '2', color: `"${release}"` }),
    ...(pinned && { color: `"${leak}"`, fontcolor: `"${leak}"`, penwidth: '2.5' }),
  });
}

function edgeOf({ role, status, change, cycle, pinned, lines }: References['edges'][number]): string {
  const colour = pinned ? leak : cycle ? warn : role === 'xarray' ? muted : '';
  return attributes({
    label: quote(lines),
    ...(colour && { color: `"${colour}"`, fontcolor: `"${colour}"` }),
    ...(pinned && { penwidth: '2.5' }),
    ...(status === 'uncounted' && { style: 'dotted', arrowhead: 'empty' }),
    ...(change === 'put' && { style: 'dashed', color: `"${release}"`, arrowhead: 'empty' }),
  });
}

/** The graph at a moment in the language of Graphviz, from holder to held. */
export function dotOf(moment: Moment, { reading, link }: Pick<Look, 'reading' | 'link'>): string {
  const { nodes, edges } = referencesOf(moment);
  const { title, verdict, because, place, step } = saidOf(moment);
  const names = new Map(nodes.map(({ node }, i) => [node, `n${i}`]));
  const said = [title, `${verdict} ${because}`, place, step, `An arrow: ${ARROW[reading]}`];
  const caption = said.flatMap((line) => wrap(line, LETTERS));
  return [
    comment(link),
    'digraph release_graph {',
    `  graph [label=${quote(caption)}, labelloc=b, fontname="sans-serif", fontsize=11]`,
    '  node [shape=box, fontname="monospace", fontsize=11]',
    `  edge [fontname="monospace", fontsize=10, color="${reading === 'holds' ? hold : release}"]`,
    ...nodes.map((node) => `  ${names.get(node.node)} ${nodeOf(node)}`),
    ...edges.map((edge) => `  ${names.get(edge.from)} -> ${names.get(edge.to)} ${edgeOf(edge)}`),
    '}',
    '',
  ].join('\n');
}
