import { readdirSync, readFileSync } from 'node:fs';
import { designOf, readDesign } from '../iommufd/index.ts';
import { parseText } from '../scenario/index.ts';
import { type RecordedOp, type Recording, type Run, run } from './index.ts';

/** What the kernel printed while it worked. */
export interface KernelEvent {
  readonly ev: string;
}

/** One run of a real kernel; see recordings/README.md. */
export type Kernels = Omit<Recording, 'ops'> & {
  readonly ops: readonly (RecordedOp & { readonly events?: readonly KernelEvent[] })[];
};

const FOLDER = new URL('./recordings/', import.meta.url);

/** All recordings, by file. */
export const RECORDINGS: readonly (readonly [file: string, all: readonly Kernels[]])[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.jsonl'))
  .map((file) => {
    const lines = readFileSync(new URL(file, FOLDER), 'utf8').trim().split('\n');
    return [file, lines.map((line) => JSON.parse(line) as Kernels)] as const;
  });

/** The text form of what was run. */
export function writtenIn({ ops }: Kernels): string {
  const written = ops.filter(({ implicit }) => !implicit);
  return written.map(({ text }) => text).join('\n');
}

/** The run of the same scenario here, in the same design. */
export function rerun(kernel: Kernels): Run {
  return run(parseText(writtenIn(kernel)).scenario.ops, designOf(readDesign(kernel.design)));
}
