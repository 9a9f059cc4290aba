export { type Checked, check } from './check.ts';
export { nearest } from './nearest.ts';
export { formatProblem, type Problem, type SourceFile } from './problem.ts';
