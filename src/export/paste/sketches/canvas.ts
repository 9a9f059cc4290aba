/** A box with its walls, in columns and rows. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly name: string;
}

/** Longer lines are no drawing. */
const MAX_WIDTH = 400;

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[─━┄┈]/g, '-'],
  [/═/g, '='],
  [/[│┃║]/g, '|'],
  [/[┌┐└┘├┤┬┴┼╔╗╚╝╭╮╰╯┏┓┗┛╠╣╦╩╬]/g, '+'],
  [/[►▶▸→]/g, '>'],
  [/[◄◀◂←]/g, '<'],
  [/[▲↑]/g, '^'],
  [/[▼↓]/g, 'v'],
];

function plain(line: string): string {
  let text = line.slice(0, MAX_WIDTH);
  for (const [signs, sign] of PLAIN) text = text.replace(signs, sign);
  for (let tab = text.indexOf('\t'); tab >= 0; tab = text.indexOf('\t'))
    text = text.slice(0, tab) + ' '.repeat(8 - (tab % 8)) + text.slice(tab + 1);
  return text;
}

/** Lines as a drawing: signs in columns and rows, and which rows a line of it passes. */
export class Canvas {
  readonly visited = new Set<number>();
  readonly #rows: readonly string[];

  constructor(lines: readonly string[]) {
    this.#rows = lines.map(plain);
  }

  get height(): number {
    return this.#rows.length;
  }

  row(y: number): string {
    return this.#rows[y] ?? '';
  }

  /** The sign in a place; a blank beside the drawing. */
  at(x: number, y: number): string {
    return this.#rows[y]?.[x] ?? ' ';
  }
}
