import { useEffect, useState } from 'react';
import {
  DESIGN_NAMES,
  type DesignName,
  type HittingSet,
  MAIN_DESIGNS,
  MOST,
  type Op,
  type Since,
} from '../../store/index.ts';
import type { Concluded } from './shown.ts';
import { useAsking } from './useAsking.ts';

/** Every preset, the main ones first. */
export const DESIGNS: readonly DesignName[] = [...new Set([...MAIN_DESIGNS, ...DESIGN_NAMES])];

/** States in which the laws are looked at: each takes as long as a hundred transitions. */
const LAW_STATES = 2000;

interface Known {
  readonly concluded: ReadonlyMap<DesignName, Concluded>;
  /** What keeps it alive; null until it is known. */
  readonly hittingSets: readonly HittingSet[] | null;
  readonly since: Since;
  /** Why the design of the document is not asked about; empty where it is. */
  readonly notAsked: string;
  /** States that were met so far in the design that is under way. */
  readonly states: number;
  readonly isCancelled: boolean;
}

interface Conclusions extends Known {
  readonly problem: string;
  readonly isBusy: boolean;
  cancel(): void;
}

const NONE: Known = {
  concluded: new Map(),
  hittingSets: null,
  since: {},
  notAsked: '',
  states: 0,
  isCancelled: false,
};

/** What is known of each design, that of the document first. */
export function useConclusions(ops: readonly Op[], design: DesignName): Conclusions {
  const [known, setKnown] = useState(NONE);
  const { ask, cancel, isBusy, problem } = useAsking();
  useEffect(() => {
    setKnown(NONE);
    const learn = (more: Partial<Known>) => setKnown((now) => ({ ...now, ...more }));
    const designs = [design, ...DESIGNS.filter((name) => name !== design)];
    ask({ kind: 'orders', ops, designs, explains: true, lawStates: LAW_STATES, most: MOST }, (answer) => {
      if (answer.kind === 'conclusion')
        setKnown((now) => ({ ...now, concluded: new Map(now.concluded).set(answer.design, answer) }));
      if (answer.kind === 'progress') learn({ states: answer.states });
      if (answer.kind === 'not asked' && answer.design === design) learn({ notAsked: answer.because });
      if (answer.kind === 'hittingSets') learn({ hittingSets: answer.hittingSets });
      if (answer.kind === 'since') learn({ since: answer.since });
    });
  }, [ops, design, ask]);
  return {
    ...known,
    problem,
    isBusy,
    cancel: () => {
      cancel();
      setKnown((now) => ({ ...now, isCancelled: true }));
    },
  };
}
