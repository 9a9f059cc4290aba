export { type Checked, check } from './check/check.ts';
export { nearest } from './nearest.ts';
export { formatProblem, type Problem, type SourceFile } from './parse/problem.ts';
export { patchFiles } from './patch/patch.ts';
