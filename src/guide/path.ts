import { type BuiltIn, type BuiltInId, LIBRARY } from '../scenario/index.ts';

/** A scenario of the path for newcomers, and why it comes there. */
interface Milestone {
  readonly id: BuiltInId;
  readonly why: string;
}

/** In which order to read when all of it is new. Not every scenario is on it. @internal */
export const PATH = [
  { id: 'cycle', why: 'What all of this is about: one reference too many, and nothing is ever released.' },
  { id: 'queue-first', why: 'The same objects in another order: why a polite test does not see it.' },
  { id: 'polite', why: 'What holds what, taken down one DESTROY at a time.' },
  { id: 'busy', why: 'The same rule from the other side: which count refuses a DESTROY.' },
  { id: 'passes', why: 'What the release does with all that nobody has destroyed.' },
  { id: 'two-queues', why: 'An object that holds one of its own kind, and what the release makes of it.' },
  { id: 'dup', why: 'What a descriptor is, and which close is the last one.' },
  { id: 'external-access', why: 'An access that holds the file and may: what the internal one is not.' },
  { id: 'mmap', why: 'A mapping holds something too, without a descriptor.' },
  { id: 'exit', why: 'Who lets go, and in which order, when a process just dies.' },
  { id: 'failed-alloc', why: 'How a call that fails halfway is undone.' },
  { id: 'uncounted-device', why: 'Now the opposite fault: a reference that nobody has taken.' },
] as const satisfies readonly Milestone[];

/** A milestone with its scenario. */
export type PathStep = Milestone & { readonly one: BuiltIn };

export const PATH_STEPS: readonly PathStep[] = PATH.flatMap((milestone) => {
  const one = LIBRARY.find(({ id }) => id === milestone.id);
  return one ? [{ ...milestone, one }] : [];
});

/** What to read after a scenario: the next of the path; behind its end and beside it, the next of the library. */
export function nextTo({ id }: BuiltIn): BuiltIn | undefined {
  const at = PATH_STEPS.findIndex((step) => step.id === id);
  const onPath = at < 0 ? undefined : PATH_STEPS[at + 1]?.one;
  return onPath ?? LIBRARY[LIBRARY.findIndex((one) => one.id === id) + 1];
}
