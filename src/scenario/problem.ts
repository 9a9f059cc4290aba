import type { Token } from './token.ts';

/** What is wrong with a text, where, and what was expected instead. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly message: string;
  readonly expected: string;
}

/** Collects the problems of one line. */
export class Problems {
  readonly found: Problem[] = [];
  line = 0;

  add(at: Token, message: string, expected: string): void {
    const { column, text } = at;
    this.found.push({ line: this.line, column, length: Math.max(text.length, 1), message, expected });
  }
}

/** A problem in one line, as a compiler would print it. */
export function formatProblem({ line, column, message, expected }: Problem): string {
  return `${line}:${column}: ${message}; expected ${expected}`;
}

/** A word of somebody's text, as a sentence can carry it. */
export function quote(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
