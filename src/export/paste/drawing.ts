import { type Arrow, chainIn, hasArrow, type Placed } from './arrows.ts';

/** A graph that a mail draws. */
export interface Drawing {
  /** What the mail says it is: `before`, `after`; empty where it says nothing. */
  readonly caption: string;
  /** In the order in which they are drawn, each once. */
  readonly arrows: readonly Arrow[];
}

export interface Drawings {
  readonly drawings: readonly Drawing[];
  /** Lines that belong to one, from 0. */
  readonly lines: ReadonlySet<number>;
}

const MAX_ARROWS = 400;

/** Lines with arrows beyond which nobody draws. */
const MAX_ROWS = 1000;
const MAX_CAPTION = 60;

/** Lines of text that one chain can go on over. */
const MAX_WRAPPED = 8;

/** The two lines below a chain that lead from its end back: where they leave it, and where they arrive. */
function backIn(below: string, last: string): { readonly to: number; readonly from: number } | undefined {
  if (below.length > 400 || last.length > 400 || !last.includes('_')) return undefined;
  const posts = /^(\s*)\^(\s+)\|\s*$/.exec(below);
  if (!posts || !/^\s*[|\\`]_+(?:[a-z]+(?: [a-z]+)?_+)?[v|/]?\s*$/.test(last)) return undefined;
  const to = (posts[1] as string).length;
  return { to, from: to + 1 + (posts[2] as string).length };
}

/** A line that says a count of a node, or nothing in words, does not end a drawing. */
const isWithin = (line: string) =>
  !/[A-Za-z0-9]/.test(line) || /^[\w() -]{1,40}: .*\d/.test(line) || /^freed: /.test(line);

const isIndented = (line: string) => /^\s/.test(line);

interface Drawn {
  readonly caption: string;
  readonly arrows: Map<string, Arrow>;
}

/** Reads drawings line by line; prose between two keeps them apart. */
class DrawingReader {
  readonly used = new Set<number>();
  readonly #lines: readonly string[];
  readonly #drawings: Drawn[] = [];
  #count = 0;
  #rows = 0;
  #isApart = true;
  #isDot = false;
  #caption = '';
  /** What an indented arrow below it begins at, and its line. */
  #holder = { name: '', line: -1 };

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  read(): Drawings {
    for (let i = 0; i < this.#lines.length; i++) {
      const line = this.#lines[i] as string;
      if (/\bdigraph\b/.test(line)) this.#dot(i);
      if (this.#rows === MAX_ROWS) break;
      if (hasArrow(line)) i = this.#arrows(i);
      else this.#words(line, i);
    }
    this.used.delete(-1);
    const drawings = this.#drawings.map(({ caption, arrows }) => ({ caption, arrows: [...arrows.values()] }));
    return { drawings, lines: this.used };
  }

  #dot(i: number): void {
    this.#isApart = true;
    this.#isDot = true;
    this.used.add(i);
  }

  #words(line: string, i: number): void {
    if (line.trim() === '') return;
    if (this.#isDot) {
      this.used.add(i);
      this.#isDot = line.trim() !== '}';
      return;
    }
    const next = this.#lines[i + 1] ?? '';
    const isHolder = !isIndented(line) && isIndented(next) && /^[-=<]/.test(next.trim()) && hasArrow(next);
    this.#holder = { name: isHolder ? line.replace(/:.*$/, '').trim() : '', line: i };
    if (isHolder || isWithin(line)) return;
    this.#isApart = true;
    const said = line.trim();
    this.#caption = said.endsWith(':') && said.length <= MAX_CAPTION ? said.slice(0, -1) : '';
  }

  #add(from: string | undefined, to: string | undefined, caption = ''): void {
    if (!from || !to || this.#count === MAX_ARROWS) return;
    if (this.#isApart || caption) {
      this.#drawings.push({ caption: caption || this.#caption, arrows: new Map() });
      this.#isApart = false;
      this.#caption = '';
    }
    const key = `${from}\n${to}`;
    const arrows = (this.#drawings.at(-1) as Drawn).arrows;
    if (!arrows.has(key)) this.#count++;
    arrows.set(key, { from, to });
  }

  /** Reads a chain, and the lines that it goes on in. Returns the last of them. */
  #arrows(first: number): number {
    this.#rows++;
    let [text, last] = [this.#lines[first] as string, first];
    let chain = chainIn(text);
    while (
      last < first + MAX_WRAPPED &&
      chain.names.at(-1)?.text.trim() === '' &&
      this.#lines[last + 1]?.trim()
    ) {
      text = `${text.trimEnd()} ${this.#lines[++last]?.trim()}`;
      if (!hasArrow(text)) break;
      chain = chainIn(text);
    }
    const { names, left } = chain;
    const before = this.#count;
    if (names[0]?.text.trim() === '' && this.#holder.name && !left[0]) {
      this.used.add(this.#holder.line);
      last = this.#held(names, last);
    } else this.#chain(names, left, names[0]?.text.trim() === '' ? '' : undefined);
    const back = backIn(this.#lines[last + 1] ?? '', this.#lines[last + 2] ?? '');
    if (back) {
      const under = (column: number) => names.find(({ from, to }) => column >= from && column <= to)?.end;
      this.#add(under(back.from), under(back.to));
      last += 2;
    }
    if (this.#count > before) for (let i = first; i <= last; i++) this.used.add(i);
    return last;
  }

  #chain(names: readonly Placed[], left: readonly boolean[], start?: ''): void {
    for (const [i, isLeft] of left.entries()) {
      const [a, b] = [names[i] as Placed, names[i + 1] as Placed];
      const one = i === 0 && start === '' ? this.#holder.name : a.begin;
      if (isLeft) this.#add(b.end, one, a.caption);
      else this.#add(one, b.end, a.caption);
    }
    // A chain that goes on in the next line begins at the end of this one.
    this.#holder = { name: names.at(-1)?.end ?? '', line: -1 };
  }

  /** What an indented arrow leads to: one name and its chain, or behind `[xarray]` a list that goes on further indented. */
  #held(names: readonly Placed[], at: number): number {
    const { name, line } = this.#holder;
    const list = /^\s*\[\w+\]\s*(.*)$/.exec(names[1]?.text ?? '');
    if (!list || list[1] === '') {
      this.#add(name, names[1]?.end);
      const [, ...rest] = names;
      if (line < 0) this.#holder = { name: names.at(-1)?.end ?? '', line };
      for (const [i, { end }] of rest.entries()) if (i > 0) this.#add(rest[i - 1]?.begin, end);
      return at;
    }
    const depth = /^\s*/.exec(this.#lines[at] as string)?.[0].length ?? 0;
    let [text, end] = [list[1] as string, at];
    while (
      text.trimEnd().endsWith(',') &&
      /^\s*/.exec(this.#lines[end + 1] ?? '')?.[0].length !== depth &&
      this.#lines[end + 1]
    )
      text += ` ${this.#lines[++end]}`;
    for (const one of text.split(',')) this.#add(name, one.trim());
    return end;
  }
}

/** A line of a comment without its mark: what stands under each other still does. */
const uncommented = (line: string) => line.replace(/^[ \t]{0,40}(?:\/\/|\*|#)(?= |\t|$) ?/, '');

/** A line of DOT without the attributes of its nodes and edges. */
const withoutAttributes = (line: string) => line.replace(/\[\w{1,20}=[^\]]{0,200}\]/g, '');

/** Reads what is drawn in some lines; nothing where there is no arrow. */
export function drawingsIn(lines: readonly string[]): Drawings {
  return new DrawingReader(lines.map((line) => withoutAttributes(uncommented(line)))).read();
}
