import { NOT_EMULATED, type NotEmulated, OP_NAMES, type OpName, opSpec } from '../../iommufd/index.ts';
import { nearest } from '../../lang/index.ts';

/** What a comment can say of the whole scenario. */
export const HEADERS = ['title', 'design', 'beside', 'cursor', 'claims'] as const;

export type Header = (typeof HEADERS)[number];

/** A name without what uAPI headers and system call fuzzers put around it. */
function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/^ioctl\$/, '')
    .replace(/^iommu_(?:test_op_)?/, '')
    .replace(/\(.*$/, '');
}

const BY_ENTRY = new Map(OP_NAMES.map((name) => [bare(opSpec(name).entry), name]));

/** The operation of the kernel that a word names, where it is not emulated. */
export function notEmulated(word: string): NotEmulated | undefined {
  return NOT_EMULATED.find((entry) => bare(entry) === bare(word));
}

/** The operation that somebody meant by a word: its name misspelt, or what the uAPI calls it. */
export function operationMeant(word: string): OpName | undefined {
  const name = bare(word);
  return BY_ENTRY.get(name) ?? (nearest(name, OP_NAMES) as OpName | undefined);
}

/** The header that somebody meant by a word before a colon. Comments have colons too: the first letter has to be right. */
export function headerMeant(word: string): Header | undefined {
  const name = word.toLowerCase();
  const header = nearest(name, HEADERS) as Header | undefined;
  return header?.[0] === name[0] ? header : undefined;
}
