import { useCallback, useEffect, useRef, useState } from 'react';
import { type AnswerTo, type Asked, Asking } from '../../store/index.ts';

interface Question {
  ask<Q extends Asked>(question: Q, answered: (answer: AnswerTo<Q>) => void): void;
  /** Ends what is under way. */
  cancel(): void;
  readonly isBusy: boolean;
  /** What went wrong; empty where nothing did. */
  readonly problem: string;
}

/** What is asked of the explorer from one place of the page: one question at a time, which ends where the place does. */
export function useAsking(): Question {
  const asking = useRef(new Asking());
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const { current } = asking;
    return () => current.stop();
  }, []);
  const ask = useCallback<Question['ask']>((question, answered) => {
    setProblem('');
    setBusy(true);
    asking.current.ask(
      question,
      (answer) => {
        if (answer.kind === 'end') setBusy(false);
        answered(answer);
      },
      (sentence) => {
        setBusy(false);
        setProblem(sentence);
      },
    );
  }, []);
  const cancel = useCallback(() => {
    asking.current.stop();
    setBusy(false);
  }, []);
  return { ask, cancel, isBusy, problem };
}
