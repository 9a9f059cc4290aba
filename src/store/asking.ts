import type { Answer, Question } from '../explorer/index.ts';
import type { ModelAnswer, ModelQuestion } from './model.ts';

export type Asked = Question | ModelQuestion;

export type AnswerTo<Q extends Asked> = Q extends ModelQuestion ? ModelAnswer : Answer;

/** Asks the explorer, which works beside the page. A new question ends the one before it at once. */
export class Asking {
  #worker: Worker | null = null;
  #isBusy = false;

  /** Answers arrive one by one; after a sentence about what went wrong there are none. */
  ask<Q extends Asked>(
    question: Q,
    answered: (answer: AnswerTo<Q>) => void,
    failed: (sentence: string) => void,
  ): void {
    if (this.#isBusy) this.stop();
    this.#isBusy = true;
    this.#worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<AnswerTo<Q>>) => {
      if (data.kind === 'end') this.#isBusy = false;
      answered(data);
    };
    this.#worker.onerror = ({ message }) => {
      this.stop();
      failed(`The explorer stopped: ${message || 'its code could not be loaded'}.`);
    };
    this.#worker.onmessageerror = () => {
      this.stop();
      failed('The explorer gave an answer that could not be read.');
    };
    this.#worker.postMessage(question);
  }

  /** Ends what is under way. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#isBusy = false;
  }
}
