import type { Moment } from '../picture/moment.ts';

/** A run with its verdict, whichever step is shown. */
export type Judged = Pick<Moment, 'run' | 'ledgers' | 'verdict'>;
