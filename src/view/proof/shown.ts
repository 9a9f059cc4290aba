import type { Answer } from '../../store/index.ts';

/** What is known of one design. */
export type Concluded = Extract<Answer, { kind: 'conclusion' }>;

/** Opens a scenario that ends in what is claimed, just before it. */
export type Show = (one: Concluded, way: Concluded['conclusion']['way'], title: string) => void;
