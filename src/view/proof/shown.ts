import type { Answer } from '../../store/index.ts';

/** What is known of one design. */
export type Concluded = Extract<Answer, { kind: 'conclusion' }>;

/** Operations after the place that was asked about. */
export type Way = Concluded['conclusion']['way'];

/** Opens a scenario that ends in what is claimed, just before it. */
export type Show = (one: Concluded, way: Way, title: string) => void;
