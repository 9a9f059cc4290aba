import type { Problem, SourceFile } from '../parse/problem.ts';
import { applyPatch } from './apply_patch.ts';
import { readPatch } from './read_patch.ts';

/** The files of a model with patches applied, one after the other; or what is wrong with the first that does not apply. */
export function patchFiles(
  files: readonly SourceFile[],
  patches: readonly SourceFile[],
): readonly SourceFile[] | { readonly problems: readonly Problem[] } {
  let patched = files;
  for (const { name, text } of patches) {
    const patch = readPatch(name, text);
    if (!('files' in patch)) return { problems: patch };
    const next = applyPatch(name, patched, patch);
    if ('problems' in next) return next;
    patched = next;
  }
  return patched;
}
