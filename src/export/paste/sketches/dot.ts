import type { Arrow } from './arrows.ts';
import { type Token, Tokens } from './dot_tokens.ts';

/** A graph in DOT. */
export interface Dot {
  readonly arrows: readonly Arrow[];
  /** Its lines, from 0, and those of them that were understood. */
  readonly first: number;
  readonly last: number;
  readonly lines: ReadonlySet<number>;
}

const MAX_NAME = 40;
const MAX_DEPTH = 24;

/** Edges beyond which nobody draws. */
const MAX_EDGES = 400;

const GRAPH = /\bdigraph\b/gi;

/** What stands before the keyword where the graph is in a comment of some other language. */
const MARKED = /(?:^|\n)[ \t]*(?:\/\/|\*|#)[ \t][ \t\w]*$/;

type Attributes = ReadonlyMap<string, string>;

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly attributes: Attributes;
}

/** What cannot be read as DOT. */
class Unread extends Error {}

const isKeyword = ({ kind, isQuoted, text }: Token, ...words: readonly string[]) =>
  kind === 'name' && !isQuoted && words.includes(text.toLowerCase());

/** Reads one graph, from its keyword on. */
class DotReader {
  readonly edges: Edge[] = [];
  readonly labels = new Map<string, string>();
  /** Lines of statements that were read, and of those that were not. */
  readonly read = new Set<number>();
  readonly unread = new Set<number>();
  isClosed = false;
  readonly #tokens: Tokens;
  #token: Token | undefined;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.#advance();
  }

  /** Reads it to its end. Returns whether it is a graph. */
  graph(): boolean {
    if (this.#token && !this.#is('{')) this.#advance();
    if (!this.#is('{')) return false;
    this.#advance();
    this.#statements(new Map(), 0);
    return true;
  }

  get #isAtEnd(): boolean {
    return this.#token === undefined || isKeyword(this.#token, 'digraph');
  }

  #advance(): void {
    this.#token = this.#tokens.next();
  }

  #is(sign: string): boolean {
    return this.#token?.kind === 'sign' && this.#token.text === sign;
  }

  #take(sign: string): boolean {
    const found = this.#is(sign);
    if (found) this.#advance();
    return found;
  }

  #name(): string {
    const { kind, text } = this.#token ?? {};
    if (kind !== 'name' || this.#isAtEnd) throw new Unread();
    this.#advance();
    return text as string;
  }

  /** Reads statements up to the closing brace. Returns the nodes that they name. What cannot be read is left out, up to the end of its line. */
  #statements(around: Attributes, depth: number): ReadonlySet<string> {
    const nodes = new Set<string>();
    const defaults = new Map(around);
    for (;;) {
      while (this.#take(';') || this.#take(','));
      if (this.#is('}')) {
        this.isClosed = depth === 0;
        if (depth > 0) this.#advance();
        return nodes;
      }
      const line = this.#token?.line ?? this.#tokens.line;
      if (this.#token && this.#isAtEnd) return nodes;
      try {
        for (const node of this.#statement(defaults, depth)) nodes.add(node);
        this.read.add(line);
      } catch (error) {
        if (!(error instanceof Unread)) throw error;
        this.unread.add(line);
        if (this.edges.length === MAX_EDGES) return nodes;
        if (this.#token && this.#token.line !== line) continue;
        if (!this.#tokens.skipLine()) return nodes;
        this.#advance();
      }
    }
  }

  #statement(defaults: Map<string, string>, depth: number): ReadonlySet<string> {
    const token = this.#token;
    if (token && isKeyword(token, 'node', 'edge', 'graph')) {
      this.#advance();
      const given = this.#attributes();
      if (isKeyword(token, 'edge')) for (const [name, value] of given) defaults.set(name, value);
      return new Set();
    }
    let from = this.#end(defaults, depth);
    const nodes = new Set(from);
    if (this.#take('=')) {
      this.#name();
      return new Set();
    }
    const pairs: (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = [];
    while (this.#take('->')) {
      const to = this.#end(defaults, depth);
      pairs.push([from, to]);
      for (const node of to) nodes.add(node);
      from = to;
    }
    const attributes = this.#attributes();
    const label = attributes.get('label');
    if (pairs.length === 0 && label !== undefined) for (const node of nodes) this.labels.set(node, label);
    const all = new Map([...defaults, ...attributes]);
    // A line without a head says of neither that it keeps the other alive.
    if (pairs.length > 0 && all.get('dir') === 'none') {
      this.unread.add(token?.line ?? 0);
      return nodes;
    }
    for (const [froms, tos] of pairs) for (const a of froms) for (const b of tos) this.#edge(a, b, all);
    return nodes;
  }

  #edge(from: string, to: string, attributes: Attributes): void {
    if (this.edges.length === MAX_EDGES) throw new Unread();
    const dir = attributes.get('dir');
    if (dir !== 'back') this.edges.push({ from, to, attributes });
    if (dir === 'back' || dir === 'both') this.edges.push({ from: to, to: from, attributes });
  }

  /** An end of an edge: a node, or the nodes of a subgraph. */
  #end(defaults: Attributes, depth: number): ReadonlySet<string> {
    if (this.#token && isKeyword(this.#token, 'subgraph')) {
      this.#advance();
      if (!this.#is('{')) this.#name();
    }
    if (this.#take('{')) {
      if (depth === MAX_DEPTH) throw new Unread();
      return this.#statements(defaults, depth + 1);
    }
    const name = this.#name();
    if (!this.labels.has(name)) this.labels.set(name, '');
    while (this.#take(':')) this.#name();
    return new Set([name]);
  }

  #attributes(): Attributes {
    const found = new Map<string, string>();
    while (this.#take('['))
      while (!this.#take(']')) {
        const name = this.#name();
        found.set(name.toLowerCase(), this.#take('=') ? this.#name() : 'true');
        while (this.#take(',') || this.#take(';'));
      }
    return found;
  }
}

const short = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME).trimEnd();

/** What the nodes are called: by their labels, of which two that are the same get numbers. */
function namesOf(labels: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const taken = new Map<string, number>();
  return new Map(
    [...labels].map(([node, label]) => {
      const name = short(label.replaceAll('\\N', node)) || short(node);
      const count = (taken.get(name) ?? 0) + 1;
      taken.set(name, count);
      return [node, count > 1 ? `${name} ${count}` : name];
    }),
  );
}

function arrowsOf({ edges, labels }: DotReader): readonly Arrow[] {
  const names = namesOf(labels);
  const arrows = new Map<string, Arrow>();
  for (const { from, to, attributes } of edges) {
    const key = `${from}\n${to}`;
    const verb = short(attributes.get('label') ?? '');
    if (!arrows.get(key)?.verb)
      arrows.set(key, { from: names.get(from) as string, to: names.get(to) as string, verb });
  }
  return [...arrows.values()].filter(({ from, to }) => from && to);
}

/** The graphs in DOT that stand in some lines, also in comments. */
export function dotsIn(lines: readonly string[]): readonly Dot[] {
  const text = lines.join('\n');
  const found: Dot[] = [];
  let [line, counted, edges] = [0, 0, 0];
  GRAPH.lastIndex = 0;
  for (let graph = GRAPH.exec(text); graph && edges < MAX_EDGES; graph = GRAPH.exec(text)) {
    for (; counted < graph.index; counted++) if (text[counted] === '\n') line++;
    const before = text.slice(Math.max(graph.index - 40, 0), graph.index);
    const tokens = new Tokens(text, GRAPH.lastIndex, line, MARKED.test(before));
    const reader = new DotReader(tokens);
    if (!reader.graph()) continue;
    const last = Math.min(tokens.line, lines.length - 1);
    const read = new Set(reader.read);
    if (reader.isClosed) for (let i = line; i <= last; i++) read.add(i);
    read.add(line);
    for (const one of reader.unread) read.delete(one);
    const arrows = arrowsOf(reader);
    edges += reader.edges.length;
    if (arrows.length > 0) found.push({ arrows, first: line, last, lines: read });
    // The keyword of the next graph has been read where this one is not closed.
    GRAPH.lastIndex = reader.isClosed ? tokens.at : Math.max(GRAPH.lastIndex, tokens.at - 'digraph'.length);
  }
  return found;
}
