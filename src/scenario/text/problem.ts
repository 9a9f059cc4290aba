import type { Token } from './token.ts';

export { quote } from '../../iommufd/index.ts';

/** What is wrong with a text, where, and what was expected instead. Lines and columns count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly message: string;
  readonly expected: string;
  /** What was expected is a guess at what was meant. */
  readonly isGuess?: true;
}

/** Collects the problems of one line. */
export class Problems {
  readonly found: Problem[] = [];
  line = 0;

  add(at: Token, message: string, expected: string): void {
    this.found.push({ ...this.#placeOf(at), message, expected });
  }

  /** A word that is none, and what was meant by it; or what was expected if nobody can tell. */
  addUnknown(at: Token, message: string, meant: string | undefined, expected: string): void {
    if (meant === undefined) this.add(at, message, expected);
    else this.found.push({ ...this.#placeOf(at), message, expected: meant, isGuess: true });
  }

  #placeOf({ column, text }: Token) {
    return { line: this.line, column, length: Math.max(text.length, 1) };
  }
}

/** A problem as a sentence, without its place. */
export function sayProblem({ message, expected, isGuess }: Problem): string {
  return isGuess ? `${message}; did you mean ${expected}?` : `${message}; expected ${expected}`;
}

/** A problem in one line, as a compiler would print it. */
export function formatProblem(problem: Problem): string {
  return `${problem.line}:${problem.column}: ${sayProblem(problem)}`;
}
