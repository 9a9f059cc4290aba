/** Drawings of mails: `A --holds--> B`, `A --releases--> B`, chains of them, and lines that lead back. */

export interface Arrow {
  readonly from: string;
  readonly to: string;
}

export interface Drawing {
  /** In the order in which they are drawn, each once. */
  readonly arrows: readonly Arrow[];
  /** Lines that belong to it, from 0. */
  readonly lines: ReadonlySet<number>;
}

const ARROW = /\s*-{1,4}\s*(?:holds|releases)\s*-{1,4}>\s*/;
const MAX_ARROWS = 400;
const MAX_NAME = 40;

/** A name without what is said of it: counts behind a colon, a role in brackets. */
function nameIn(text: string): string {
  return text
    .replace(/\s*\[[^\]]*\]\s*$/, '')
    .replace(/:.*$/, '')
    .trim()
    .slice(0, MAX_NAME);
}

/** A name with the columns that it takes up in its line. */
interface Placed {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function chainIn(line: string): readonly Placed[] {
  let at = 0;
  return line.split(new RegExp(`(${ARROW.source})`)).flatMap((part, i): Placed[] => {
    const from = at;
    at += part.length;
    return i % 2 ? [] : [{ name: nameIn(part), from, to: at }];
  });
}

/** The two lines below a chain that lead from its end back: where they leave it, and where they arrive. */
function backIn(below: string, last: string): { readonly to: number; readonly from: number } | undefined {
  const posts = /^(\s*)\^(\s+)\|\s*$/.exec(below);
  if (!posts || !/^\s*[|\\`]_*(?:(?:holds|releases)_*)?[v|/]?\s*$/.test(last) || !/_/.test(last))
    return undefined;
  const to = (posts[1] as string).length;
  return { to, from: to + 1 + (posts[2] as string).length };
}

/** Reads what is drawn in some lines; nothing where there is no arrow. */
export function readDrawing(lines: readonly string[]): Drawing {
  const arrows = new Map<string, Arrow>();
  const used = new Set<number>();
  const add = (from: string | undefined, to: string | undefined): void => {
    if (from && to && arrows.size < MAX_ARROWS) arrows.set(`${from}\n${to}`, { from, to });
  };
  /** The holder that indented arrows below it begin at, and its line. */
  let holder = '';
  let holderLine = -1;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    if (!ARROW.test(line)) {
      if (/^\S/.test(line)) [holder, holderLine] = [nameIn(line), i];
      continue;
    }
    used.add(i);
    const chain = chainIn(line);
    const [first, ...others] = chain;
    if (first?.name === '' && others.length === 1) {
      used.add(holderLine);
      const { names, end } = listedFrom(lines, i);
      for (const name of names) add(holder, name);
      for (let taken = i; taken <= end; taken++) used.add(taken);
      i = end;
      continue;
    }
    for (const [at, { name }] of others.entries()) add(chain[at]?.name, name);
    const back = backIn(lines[i + 1] ?? '', lines[i + 2] ?? '');
    if (!back) continue;
    const under = (column: number) => chain.find(({ from, to }) => column >= from && column <= to)?.name;
    add(under(back.from), under(back.to));
    used.add(i + 1).add(i + 2);
    i += 2;
  }
  used.delete(-1);
  return { arrows: [...arrows.values()], lines: used };
}

/** What an indented arrow leads to: one name, or behind `[xarray]` a list that goes on in lines indented further. */
function listedFrom(
  lines: readonly string[],
  at: number,
): { readonly names: readonly string[]; readonly end: number } {
  const [, behind = ''] = (lines[at] as string).split(ARROW);
  const list = /^\[\w+\]\s*(.*)$/.exec(behind);
  if (!list) return { names: [nameIn(behind)], end: at };
  const depth = /^\s*/.exec(lines[at] as string)?.[0].length ?? 0;
  let [text, end] = [list[1] as string, at];
  while (
    text.trimEnd().endsWith(',') &&
    /^\s*/.exec(lines[end + 1] ?? '')?.[0].length !== depth &&
    lines[end + 1]
  )
    text += ` ${lines[++end]}`;
  return { names: text.split(',').map(nameIn).filter(Boolean), end };
}

/** The shortest way round through each name that lies on one, each once. */
export function ringsIn(arrows: readonly Arrow[]): readonly (readonly string[])[] {
  const out = new Map<string, string[]>();
  for (const { from, to } of arrows) out.set(from, [...(out.get(from) ?? []), to]);
  const seen = new Set<string>();
  return [...out.keys()].flatMap((start) => {
    if (seen.has(start)) return [];
    const paths = new Map<string, readonly string[]>([[start, [start]]]);
    for (const [at, path] of paths)
      for (const to of out.get(at) ?? []) {
        if (to === start) {
          for (const name of path) seen.add(name);
          return [path];
        }
        if (!paths.has(to)) paths.set(to, [...path, to]);
      }
    return [];
  });
}
