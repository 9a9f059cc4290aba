import { type Arrow, chainIn, hasArrow, type Placed, type Shaft, verbOf } from './arrows.ts';
import { boxesIn, hasBorder } from './boxes.ts';
import { type Dot, dotsIn } from './dot.ts';

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

/** The two lines below a chain that lead from its end back: where they leave it, where they arrive, what they say. */
function backIn(
  below: string,
  last: string,
): { readonly to: number; readonly from: number; readonly verb: string } | undefined {
  if (below.length > 400 || last.length > 400 || !last.includes('_')) return undefined;
  const posts = /^(\s*)\^(\s+)\|\s*$/.exec(below);
  if (!posts || !/^\s*[|\\`]_+(?:[a-z]+(?: [a-z]+)?_+)?[v|/]?\s*$/.test(last)) return undefined;
  const to = (posts[1] as string).length;
  return { to, from: to + 1 + (posts[2] as string).length, verb: verbOf(last.replace(/[v|/]?\s*$/, '')) };
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
  /** Those that have not been taken. */
  readonly #dots: Dot[];
  readonly #drawings: Drawn[] = [];
  /** Arrows that are kept, and those that were read, of which one can repeat another. */
  #count = 0;
  #read = 0;
  #rows = 0;
  #isApart = true;
  /** The line behind the block whose boxes have been looked for. */
  #boxed = 0;
  #caption = '';
  /** What an indented arrow below it begins at, and its line. */
  #holder = { name: '', line: -1 };

  constructor(lines: readonly string[], dots: readonly Dot[]) {
    this.#lines = lines;
    this.#dots = [...dots];
  }

  read(): Drawings {
    for (let i = 0; i < this.#lines.length; i++) {
      const line = this.#lines[i] as string;
      if (this.#rows === MAX_ROWS) break;
      const isDot = this.#dots[0]?.first === i;
      const boxed = !isDot && i >= this.#boxed && hasBorder(line) ? this.#boxes(i) : undefined;
      if (isDot) i = this.#graphs(i);
      else if (boxed !== undefined) i = boxed;
      else if (hasArrow(line)) i = this.#arrows(i);
      else this.#words(line, i);
    }
    this.used.delete(-1);
    const drawings = this.#drawings.map(({ caption, arrows }) => ({ caption, arrows: [...arrows.values()] }));
    return { drawings, lines: this.used };
  }

  /** Takes the graphs that begin in a line, or where one before them ends. Returns the last line of them. */
  #graphs(first: number): number {
    let last = first;
    while (this.#dots[0] && this.#dots[0].first <= last) {
      const dot = this.#dots.shift() as Dot;
      this.#isApart = true;
      for (const { from, to, verb } of dot.arrows) this.#add(from, to, verb);
      for (const line of dot.lines) this.used.add(line);
      last = dot.last;
    }
    this.#isApart = true;
    return last;
  }

  /** Reads boxes and the lines between them, up to the next empty line. Returns the last line of it. */
  #boxes(first: number): number | undefined {
    this.#boxed = first;
    while (this.#lines[this.#boxed]?.trim()) this.#boxed++;
    const { arrows, lines } = boxesIn(this.#lines.slice(first, this.#boxed));
    if (arrows.length === 0) return undefined;
    for (const { from, to, verb } of arrows) this.#add(from, to, verb);
    for (const line of lines) this.used.add(first + line);
    return first + Math.max(...lines);
  }

  #words(line: string, i: number): void {
    if (line.trim() === '') return;
    const next = this.#lines[i + 1] ?? '';
    const isHolder =
      !isIndented(line) && isIndented(next) && /^[-=<─━→←]/.test(next.trim()) && hasArrow(next);
    this.#holder = { name: isHolder ? line.replace(/:.*$/, '').trim() : '', line: i };
    if (isHolder || isWithin(line)) return;
    this.#isApart = true;
    const said = line.trim();
    this.#caption = said.endsWith(':') && said.length <= MAX_CAPTION ? said.slice(0, -1) : '';
  }

  #add(from: string | undefined, to: string | undefined, verb: string, caption = ''): void {
    if (!from || !to || this.#count === MAX_ARROWS) return;
    this.#read++;
    if (this.#isApart || caption) {
      this.#drawings.push({ caption: caption || this.#caption, arrows: new Map() });
      this.#isApart = false;
      this.#caption = '';
    }
    const key = `${from}\n${to}`;
    const arrows = (this.#drawings.at(-1) as Drawn).arrows;
    const before = arrows.get(key);
    if (!before) this.#count++;
    if (!before?.verb) arrows.set(key, { from, to, verb });
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
    const { names, shafts } = chain;
    const before = this.#read;
    if (names[0]?.text.trim() === '' && this.#holder.name && !shafts[0]?.isLeft) {
      this.used.add(this.#holder.line);
      last = this.#held(names, shafts, last);
    } else this.#chain(names, shafts, names[0]?.text.trim() === '' ? '' : undefined);
    const back = backIn(this.#lines[last + 1] ?? '', this.#lines[last + 2] ?? '');
    if (back) {
      const under = (column: number) => names.find(({ from, to }) => column >= from && column <= to)?.end;
      this.#add(under(back.from), under(back.to), back.verb);
      last += 2;
    }
    if (this.#read > before) for (let i = first; i <= last; i++) this.used.add(i);
    return last;
  }

  #chain(names: readonly Placed[], shafts: readonly Shaft[], start?: ''): void {
    for (const [i, { isLeft, isRight, verb }] of shafts.entries()) {
      const [a, b] = [names[i] as Placed, names[i + 1] as Placed];
      const one = i === 0 && start === '' ? this.#holder.name : a.begin;
      if (isLeft) this.#add(b.end, one, verb, a.caption);
      if (isRight) this.#add(one, b.end, verb, isLeft ? '' : a.caption);
    }
    // A chain that goes on in the next line begins at the end of this one.
    this.#holder = { name: names.at(-1)?.end ?? '', line: -1 };
  }

  /** What an indented arrow leads to: one name and its chain, or behind `[xarray]` a list that goes on further indented. */
  #held(names: readonly Placed[], shafts: readonly Shaft[], at: number): number {
    const { name, line } = this.#holder;
    const verb = (i: number) => shafts[i]?.verb ?? '';
    const list = /^\s*\[\w+\]\s*(.*)$/.exec(names[1]?.text ?? '');
    if (!list || list[1] === '') {
      this.#add(name, names[1]?.end, verb(0));
      const [, ...rest] = names;
      if (line < 0) this.#holder = { name: names.at(-1)?.end ?? '', line };
      for (const [i, { end }] of rest.entries()) if (i > 0) this.#add(rest[i - 1]?.begin, end, verb(i));
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
    for (const one of text.split(',')) this.#add(name, one.trim(), verb(0));
    return end;
  }
}

/** A line of a comment without its mark: what stands under each other still does. */
const uncommented = (line: string) => line.replace(/^[ \t]{0,40}(?:\/\/|\*|#)(?= |\t|$) ?/, '');

/** A line without the attributes of an edge, as DOT has them, also where it stands alone. */
const withoutAttributes = (line: string) => line.replace(/\[\w{1,20}=[^\]]{0,200}\]/g, '');

/** Reads what is drawn in some lines; nothing where there is no arrow. */
export function drawingsIn(lines: readonly string[]): Drawings {
  const drawn = lines.map((line) => withoutAttributes(uncommented(line)));
  return new DrawingReader(drawn, dotsIn(lines)).read();
}
