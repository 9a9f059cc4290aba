import { useEffect, useState } from 'react';
import {
  Asking,
  type Cut,
  DESIGN_NAMES,
  type DesignName,
  MAIN_DESIGNS,
  MOST_STATES,
  type Op,
  type Since,
} from '../../store/index.ts';
import type { Concluded } from './shown.ts';

/** Every preset, the main ones first. */
export const DESIGNS: readonly DesignName[] = [...new Set([...MAIN_DESIGNS, ...DESIGN_NAMES])];

/** States in which the laws are looked at: each takes as long as a hundred transitions. */
const LAW_STATES = 2000;

interface Conclusions {
  readonly concluded: ReadonlyMap<DesignName, Concluded>;
  /** What keeps it alive; null until it is known. */
  readonly cuts: readonly Cut[] | null;
  readonly since: Since;
  /** Why the design of the document is not asked about; empty where it is. */
  readonly notAsked: string;
  readonly problem: string;
}

const NONE: Conclusions = { concluded: new Map(), cuts: null, since: {}, notAsked: '', problem: '' };

/** What is known of each design, that of the document first. */
export function useConclusions(ops: readonly Op[], design: DesignName): Conclusions {
  const [known, setKnown] = useState(NONE);
  useEffect(() => {
    setKnown(NONE);
    const asking = new Asking();
    const designs = [design, ...DESIGNS.filter((name) => name !== design)];
    asking.ask(
      {
        kind: 'orders',
        ops,
        designs,
        explains: true,
        lawStates: LAW_STATES,
        states: MOST_STATES,
      },
      (answer) => {
        if (answer.kind === 'conclusion')
          setKnown((now) => ({ ...now, concluded: new Map(now.concluded).set(answer.design, answer) }));
        if (answer.kind === 'not asked' && answer.design === design)
          setKnown((now) => ({ ...now, notAsked: answer.because }));
        if (answer.kind === 'cuts') setKnown((now) => ({ ...now, cuts: answer.cuts }));
        if (answer.kind === 'since') setKnown((now) => ({ ...now, since: answer.since }));
      },
      (problem) => setKnown((now) => ({ ...now, problem })),
    );
    return () => asking.stop();
  }, [ops, design]);
  return known;
}
