/** A place in a text: the file, and where in it. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a text, where, and what would mend it where that is known. */
export interface Problem extends Place {
  readonly says: string;
  readonly mend?: string;
}

/** `access.c:93:3: expected ")", not "return"`, as a compiler says it. */
export function formatProblem({ file, line, column, says, mend }: Problem): string {
  return `${file}:${line}:${column}: ${says}${mend ? ` (${mend})` : ''}`;
}

/** A file of a model. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** Where an offset of a file is. */
export function placeAt({ name, text }: SourceFile, offset: number): Place {
  const before = text.lastIndexOf('\n', offset - 1);
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return { file: name, line, column: offset - before };
}
