import { ARROW, type Look } from '../look.ts';
import type { Moment } from '../moment.ts';
import { type References, referencesOf } from '../references.ts';
import { saidOf } from '../said.ts';

/** What Mermaid draws where nobody has told it to draw more. */
const MOST_EDGES = 500;
const MOST_TEXT = 50_000;

/** Text as Mermaid shows it: all that could mean something to it, or to HTML, as the number of a letter. */
function escaped(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[^\p{L}\p{N} .,:()_-]/gu, (mark) => `#${mark.codePointAt(0)};`);
}

const quote = (lines: readonly string[]) => `"${lines.map(escaped).join('<br/>')}"`;

/** A comment ends with its line, and braces would begin a directive. */
const comment = (text: string) => `%% ${text.replace(/[\p{Cc}{}]/gu, ' ')}`;

function lineOf({ status, change, pinned }: References['edges'][number]): string {
  if (status === 'uncounted' || change === 'put') return '-.->';
  return pinned ? '==>' : '-->';
}

/** In colours that can be told from light paper and from dark: which it is drawn on is not known. */
const CLASSES = {
  freed: 'stroke-dasharray:3 4,opacity:0.6',
  new: 'stroke-dasharray:7 2',
  dying: 'stroke:#c8641a',
  pinned: 'stroke:#d1362c,stroke-width:3px',
} as const;

const isClass = (name: string): name is keyof typeof CLASSES => Object.hasOwn(CLASSES, name);

/** The graph at a moment as a flowchart of Mermaid, from holder to held. */
export function mermaidOf(moment: Moment, { reading, link }: Pick<Look, 'reading' | 'link'>): string {
  const { nodes, edges } = referencesOf(moment);
  const { title, verdict, because, place, step } = saidOf(moment);
  const names = new Map(nodes.map(({ node }, i) => [node, `n${i}`]));
  const classOf = ({ status, pinned }: References['nodes'][number]) => (pinned ? 'pinned' : status);
  const used = new Set(nodes.map(classOf).filter(isClass));
  const pinned = edges.flatMap((edge, i) => (edge.pinned ? [i] : []));
  const lines = [
    'flowchart TB',
    ...[title, `${verdict} ${because}`, `${place}. ${step}`, `An arrow: ${ARROW[reading]}`, link].map(
      comment,
    ),
    ...nodes.map((node) => {
      const [open, close] = node.kind === 'fd' ? ['([', '])'] : ['[', ']'];
      const name = classOf(node);
      return `${names.get(node.node)}${open}${quote(node.lines)}${close}${isClass(name) ? `:::${name}` : ''}`;
    }),
    ...edges.map(
      (edge) => `${names.get(edge.from)} ${lineOf(edge)}|${quote(edge.lines)}| ${names.get(edge.to)}`,
    ),
    ...[...used].map((name) => `classDef ${name} ${CLASSES[name]}`),
    ...(pinned.length ? [`linkStyle ${pinned.join()} stroke:#d1362c,stroke-width:3px`] : []),
    '',
  ];
  const text = lines.join('\n');
  if (edges.length <= MOST_EDGES && text.length <= MOST_TEXT) return text;
  return lines
    .toSpliced(1, 0, comment('More than Mermaid draws unless its maxEdges and maxTextSize are raised'))
    .join('\n');
}
