import { answer, type Question } from '../explorer/index.ts';
import { type ModelQuestion, modelOf } from './model.ts';

// The explorer, beside the page. Who wants to ask something else ends it and begins another.
self.onmessage = ({ data }: MessageEvent<Question | ModelQuestion>) => {
  const parts = data.kind === 'model' ? modelOf(data) : answer(data, () => performance.now());
  for (const part of parts) self.postMessage(part);
};
