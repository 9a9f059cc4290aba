import { columnsTextOf } from '../text/columns_text.ts';
import { cyclesTextOf, graphTextOf } from '../text/graph_text.ts';
import { ledgerTextOf } from '../text/ledger_text.ts';
import { stepsTextOf } from '../text/steps_text.ts';
import { dotOf } from './formats/dot.ts';
import { graphJsonOf } from './formats/graph_json.ts';
import { markdownOf } from './formats/markdown.ts';
import { mermaidOf } from './formats/mermaid.ts';
import { stripOf } from './formats/strip.ts';
import { svgOf } from './formats/svg.ts';
import type { Look } from './look.ts';
import type { Moment } from './moment.ts';

/** A way to write down a moment. */
export interface Format {
  readonly title: string;
  /** What it is good for. */
  readonly says: string;
  /** How the names of its files end. */
  readonly extension: string;
  readonly media: string;
  write(moment: Moment, look: Look): string;
}

/** All of them, by the names they have on the command line. The page offers them in this order. */
export const FORMATS = {
  svg: {
    title: 'SVG',
    says: 'The graph at this step with its labels, as one self-contained SVG.',
    extension: 'svg',
    media: 'image/svg+xml',
    write: svgOf,
  },
  strip: {
    title: 'Strip',
    says: 'The run as at most eight pictures in one SVG, each at the end of an operation.',
    extension: 'strip.svg',
    media: 'image/svg+xml',
    write: stripOf,
  },
  text: {
    title: 'Text',
    says: 'The graph at this step in 72 columns of ASCII: for a mail or a commit message.',
    extension: 'txt',
    media: 'text/plain',
    write: graphTextOf,
  },
  cycle: {
    title: 'Cycle',
    says: 'The cycles alone, drawn as reviewers draw them.',
    extension: 'txt',
    media: 'text/plain',
    write: cyclesTextOf,
  },
  ledger: {
    title: 'Ledger',
    says: 'Who holds every count at this step, where it was taken and who will put it.',
    extension: 'txt',
    media: 'text/plain',
    write: ledgerTextOf,
  },
  steps: {
    title: 'Steps',
    says: 'The run as a numbered list, with what each operation returned.',
    extension: 'txt',
    media: 'text/plain',
    write: stepsTextOf,
  },
  columns: {
    title: 'Columns',
    says: 'How the fault comes about, in one column for each thread, as lockdep prints it.',
    extension: 'txt',
    media: 'text/plain',
    write: columnsTextOf,
  },
  dot: {
    title: 'DOT',
    says: 'The graph at this step for Graphviz, which lays it out itself.',
    extension: 'dot',
    media: 'text/vnd.graphviz',
    write: dotOf,
  },
  mermaid: {
    title: 'Mermaid',
    says: 'The graph at this step as a flowchart, for a page that draws Mermaid.',
    extension: 'mmd',
    media: 'text/vnd.mermaid',
    write: mermaidOf,
  },
  markdown: {
    title: 'Markdown',
    says: 'Title, link, verdict, the scenario, and the graph as Mermaid: for an issue or a review.',
    extension: 'md',
    media: 'text/markdown',
    write: markdownOf,
  },
  json: {
    title: 'JSON',
    says: 'Nodes, references and cycles at this step, with scenario and verdict, for a program.',
    extension: 'json',
    media: 'application/json',
    write: graphJsonOf,
  },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;
