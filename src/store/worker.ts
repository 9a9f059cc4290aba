import { answer, type Question } from '../explorer/index.ts';

// The explorer, beside the page. Who wants to ask something else ends it and begins another.
self.onmessage = ({ data }: MessageEvent<Question>) => {
  for (const part of answer(data, () => performance.now())) self.postMessage(part);
};
