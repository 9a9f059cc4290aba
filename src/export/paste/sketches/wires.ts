import { VERB } from './arrows.ts';
import type { Box, Canvas } from './canvas.ts';

/** A line from one box to another. */
export interface Wire {
  readonly from: Box;
  readonly to: Box;
  readonly verb: string;
  /** It arrives with the head of an arrow. */
  readonly isHeaded: boolean;
}

type Way = readonly [dx: number, dy: number];

const RIGHT: Way = [1, 0];
const LEFT: Way = [-1, 0];
const DOWN: Way = [0, 1];
const UP: Way = [0, -1];

const isAcross = ([, dy]: Way) => dy === 0;

/** Signs of a line that goes across, or up and down; corners are of both. */
const ACROSS = /[-=_+.,'`]/;
const ALONG = /[|:+.,'`]/;
const CORNER = /[+.,'`|]/;

const HEADS: ReadonlyMap<string, Way> = new Map([
  ['>', RIGHT],
  ['<', LEFT],
  ['v', DOWN],
  ['V', DOWN],
  ['^', UP],
]);

/** Signs that all lines of a drawing may have together, each walked from both of its ends. */
const MAX_STEPS = 5000;

/** Words on a line that goes across, and the line behind them. */
const WORDS = {
  right: new RegExp(`^(${VERB})(?=[-=_>+|]|$)`),
  left: new RegExp(`(?:^|[-=_<+|])(${VERB})$`),
};

interface Walk {
  readonly x: number;
  readonly y: number;
  readonly way: Way;
  readonly verb: string;
}

const same = (a: Way, b: Way | undefined) => a[0] === b?.[0] && a[1] === b[1];
const turnsOf = (way: Way): readonly Way[] => (isAcross(way) ? [UP, DOWN] : [LEFT, RIGHT]);

/** Follows lines on a canvas from box to box. */
class Tracer {
  readonly #canvas: Canvas;
  readonly #boxes: readonly Box[];
  readonly #found: Wire[] = [];
  #steps = 0;

  constructor(canvas: Canvas, boxes: readonly Box[]) {
    this.#canvas = canvas;
    this.#boxes = boxes;
  }

  trace(): readonly Wire[] {
    for (const box of this.#boxes) {
      for (let y = box.top; y <= box.bottom; y++) {
        this.#leave(box, box.right, y, RIGHT);
        this.#leave(box, box.left, y, LEFT);
      }
      for (let x = box.left + 1; x < box.right; x++) {
        this.#leave(box, x, box.top, UP);
        this.#leave(box, x, box.bottom, DOWN);
      }
    }
    return this.#found;
  }

  /** Walks from a wall. A line with several ends leaves a box only where it has no head there. */
  #leave(box: Box, wallX: number, wallY: number, way: Way): void {
    const [x, y] = [wallX + way[0], wallY + way[1]];
    const sign = this.#canvas.at(x, y);
    const isBack = (one: string) => same([-way[0], -way[1]], HEADS.get(one));
    const isEntered = isBack(sign) || (!isAcross(way) && isBack(this.#canvas.at(wallX, wallY)));
    if (!isBack(sign) && !(isAcross(way) ? /[-=_]/ : /[|:]/).test(sign) && !this.#isHead(x, y, way)) return;
    if (this.#boxAt(x, y)) return;
    const ends = this.#walk({ x, y, way, verb: '' }).filter((end) => end.box !== box);
    if (isEntered && ends.length > 1) return;
    for (const { box: to, verb, isHeaded } of ends) this.#found.push({ from: box, to, verb, isHeaded });
  }

  #boxAt(x: number, y: number): Box | undefined {
    return this.#boxes.find(
      ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom,
    );
  }

  #isHead(x: number, y: number, way: Way): boolean {
    const sign = this.#canvas.at(x, y);
    if (!same(way, HEADS.get(sign))) return false;
    // A letter in a word is no head.
    return !/v/i.test(sign) || !/[A-Za-z]/.test(this.#canvas.at(x - 1, y) + this.#canvas.at(x + 1, y));
  }

  #walk(start: Walk): readonly { readonly box: Box; readonly verb: string; readonly isHeaded: boolean }[] {
    const ends: { box: Box; verb: string; isHeaded: boolean }[] = [];
    const seen = new Set<string>();
    const walks = [start];
    for (let walk = walks.pop(); walk && this.#steps < MAX_STEPS; walk = walks.pop()) {
      this.#steps++;
      const { x, y, way, verb } = walk;
      const key = `${x} ${y} ${way}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const box = this.#boxAt(x, y);
      if (box) {
        const before = this.#isHead(x - way[0], y - way[1], way);
        ends.push({ box, verb, isHeaded: before || (!isAcross(way) && this.#isHead(x, y, way)) });
        continue;
      }
      this.#canvas.visited.add(y);
      walks.push(...this.#next(walk));
    }
    return ends;
  }

  /** Where a line goes on. */
  #next({ x, y, way, verb }: Walk): readonly Walk[] {
    const sign = this.#canvas.at(x, y);
    const step = ([dx, dy]: Way, said = verb): Walk => ({ x: x + dx, y: y + dy, way: [dx, dy], verb: said });
    if (HEADS.has(sign) && !/[A-Za-z]/.test(sign)) return [step(way)];
    if (this.#isHead(x, y, way) || same([-way[0], -way[1]], HEADS.get(sign))) return [step(way)];
    const on = (to: Way) => this.#goesOn(x + to[0], y + to[1], to);
    const own = isAcross(way) ? ACROSS : ALONG;
    if (!own.test(sign) && !CORNER.test(sign)) {
      const words = this.#wordsAt(x, y, way);
      if (words) return [{ x: words.x, y: words.y, way, verb: [verb, words.said].filter(Boolean).join(' ') }];
      // It passes under a line that crosses it.
      return on(way) && (isAcross(way) ? /[|]/ : /[-=_]/).test(sign) ? [step(way)] : [];
    }
    if (!CORNER.test(sign) || sign === '_') return [step(way)];
    const isPost = sign === '|' && on(way);
    const turns = isPost ? [] : turnsOf(way).filter(on);
    return [...(on(way) ? [way] : []), ...turns].map((to) => step(to));
  }

  /** Whether a line that goes this way goes on in a place: one that goes up or down also behind a word. */
  #goesOn(x: number, y: number, way: Way): boolean {
    if (this.#isLine(x, y, way)) return true;
    return !isAcross(way) && /\w/.test(this.#canvas.at(x, y)) && this.#isLine(x, y + way[1], way);
  }

  /** Whether a line that goes this way has a sign in a place, or ends at a box there. */
  #isLine(x: number, y: number, way: Way): boolean {
    const sign = this.#canvas.at(x, y);
    if (this.#boxAt(x, y)) return true;
    if (this.#isHead(x, y, way) || same([-way[0], -way[1]], HEADS.get(sign))) return true;
    return isAcross(way) ? ACROSS.test(sign) || sign === '|' : ALONG.test(sign) || /[-_]/.test(sign);
  }

  /** Words that stand on a line, and where it goes on behind them. */
  #wordsAt(x: number, y: number, way: Way): { x: number; y: number; said: string } | undefined {
    const row = this.#canvas.row(y);
    if (isAcross(way)) {
      const isRight = way[0] > 0;
      const [, said] =
        (isRight ? WORDS.right.exec(row.slice(x)) : WORDS.left.exec(row.slice(0, x + 1))) ?? [];
      return said ? { x: x + way[0] * said.length, y, said: said.trim() } : undefined;
    }
    const letters = /[A-Za-z][\w ]{0,24}/g;
    const said = [...row.matchAll(letters)].find(
      ({ 0: word, index }) => index <= x && index + word.length > x,
    );
    return said && this.#isLine(x, y + way[1], way) ? { x, y: y + way[1], said: said[0].trim() } : undefined;
  }
}

/** The lines from box to box, from each of their ends. */
export function wiresOn(canvas: Canvas, boxes: readonly Box[]): readonly Wire[] {
  return new Tracer(canvas, boxes).trace();
}
