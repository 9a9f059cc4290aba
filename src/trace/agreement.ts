import states from './agreement.json' with { type: 'json' };
import order from './agreement.order.json' with { type: 'json' };
import mutation from './mutation.json' with { type: 'json' };

export interface Agreement {
  /** How many recordings there are; `recordings` is how many of them agree. */
  readonly recorded: number;
  readonly recordings: number;
  readonly operations: number;
  readonly objects: number;
  readonly values: number;
  readonly events: number;
}

const NONE: Agreement = { recorded: 0, recordings: 0, operations: 0, objects: 0, values: 0, events: 0 };

/** How much of the kernel's recordings the emulation agrees with, by file: the test runs count it and hold it. */
export const AGREEMENT: Readonly<Record<string, Agreement>> = Object.fromEntries(
  Object.entries(states).map(([file, one]) => [
    file,
    { ...one, events: (order as Partial<typeof order>)[file as keyof typeof order]?.events ?? 0 },
  ]),
);

/** The sum over all files. */
export const AGREEMENT_TOTAL: Agreement = Object.values(AGREEMENT).reduce(
  (sum, one) => ({
    recorded: sum.recorded + one.recorded,
    recordings: sum.recordings + one.recordings,
    operations: sum.operations + one.operations,
    objects: sum.objects + one.objects,
    values: sum.values + one.values,
    events: sum.events + one.events,
  }),
  NONE,
);

/** How many ways to break a rule of the engine were tried, and by what each was noticed; `npm run mutate` counts them. */
export const MUTATION: Readonly<Record<'mutants' | 'recordings' | 'tests' | 'survivors', number>> = mutation;
