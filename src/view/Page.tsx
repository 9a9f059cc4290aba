import { App } from './App.tsx';
import { embedIn } from './embed/embed.ts';
import { lazily } from './lazily.tsx';
import { Whole } from './Whole.tsx';

const EmbedPage = lazily(async () => (await import('./embed/EmbedPage.tsx')).EmbedPage);

/** What the address asks for: the app, or a part of it for the frame of another page. */
export function Page() {
  const embed = embedIn(window.location.search);
  return <Whole>{embed ? <EmbedPage embed={embed} /> : <App />}</Whole>;
}
