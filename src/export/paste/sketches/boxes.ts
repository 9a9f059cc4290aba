import type { Arrow } from './arrows.ts';
import { type Box, Canvas } from './canvas.ts';
import { type Wire, wiresOn } from './wires.ts';

const MAX_NAME = 40;

/** Rows of a box, and of a block of lines, beyond which nobody draws. */
const MAX_HEIGHT = 30;
const MAX_ROWS = 200;
const MAX_BOXES = 100;

/** The lid of a box: `+----+`, `.----.`, or `____`, where lines may enter and leave. */
const LID = /[+.,'`][-=+v^V|]{2,}[+.,'`]|_[_v^V|]*_/g;

export const hasBorder = (line: string) => /[+.,][-=]{2,}|__|[┌╔╭┏][─═━]{2,}/.test(line);

/** Where the box ends whose lid is this one; undefined where it has no walls or no floor. */
function floorOf(canvas: Canvas, left: number, right: number, top: number): number | undefined {
  for (let row = top + 1; row <= top + MAX_HEIGHT; row++) {
    const ends = [canvas.at(left, row), canvas.at(right, row)].join('');
    const inside = canvas.row(row).slice(left + 1, right);
    if (/^[+.,'`|]{2}$/.test(ends) && row > top + 1 && /^[-=_+v^V|]*[-=_][-=_+v^V|]*$/.test(inside))
      return row;
    if (!/^[|<>]{2}$/.test(ends)) return undefined;
  }
  return undefined;
}

/** The lids in a row: a line of plus signs has one between each two of them, and one over all. */
function* lidsIn(line: string): Generator<readonly [left: number, right: number]> {
  for (const { 0: lid, index } of line.matchAll(LID)) {
    if (lid.startsWith('_')) {
      yield [index - 1, index + lid.length];
      continue;
    }
    yield [index, index + lid.length - 1];
    const posts = [...lid.matchAll(/\+/g)].map((post) => index + post.index);
    for (const [i, post] of posts.entries()) {
      const next = posts[i + 1];
      if (next !== undefined && next - post > 2 && posts.length > 2) yield [post, next];
    }
  }
}

function boxesOn(canvas: Canvas): readonly Box[] {
  const found: Box[] = [];
  for (let top = 0; top < canvas.height; top++)
    for (const [left, right] of lidsIn(canvas.row(top))) {
      const bottom = left < 0 ? undefined : floorOf(canvas, left, right, top);
      if (bottom === undefined) continue;
      const rows = Array.from({ length: bottom - top - 1 }, (_, i) =>
        canvas
          .row(top + 1 + i)
          .slice(left + 1, right)
          .trim(),
      );
      const name = rows.join(' ').replace(/\s+/g, ' ').trim().slice(0, MAX_NAME).trimEnd();
      found.push({ left, right, top, bottom, name });
      if (found.length > MAX_BOXES) return [];
    }
  const isAround = (outer: Box, { left, right, top, bottom }: Box) =>
    outer.left <= left && outer.right >= right && outer.top <= top && outer.bottom >= bottom;
  // A frame around other boxes is no thing of its own.
  return found.filter(
    (box) => /[A-Za-z]/.test(box.name) && !found.some((other) => other !== box && isAround(box, other)),
  );
}

function arrowsOf(wires: readonly Wire[]): readonly Arrow[] {
  return wires.flatMap(({ from, to, verb, isHeaded }) =>
    isHeaded ? [{ from: from.name, to: to.name, verb }] : [],
  );
}

/** What is drawn with boxes of one or more lines, and which of the lines are part of it. */
export function boxesIn(lines: readonly string[]): {
  readonly arrows: readonly Arrow[];
  readonly lines: ReadonlySet<number>;
} {
  const canvas = new Canvas(lines.slice(0, MAX_ROWS));
  const boxes = boxesOn(canvas);
  const wires = wiresOn(canvas, boxes);
  const used = new Set(canvas.visited);
  for (const { top, bottom } of boxes) for (let row = top; row <= bottom; row++) used.add(row);
  return { arrows: arrowsOf(wires), lines: used };
}
