import { lazy, Suspense } from 'react';
import { App } from './App.tsx';
import { embedIn } from './embed/embed.ts';

const EmbedPage = lazy(async () => ({ default: (await import('./embed/EmbedPage.tsx')).EmbedPage }));

/** What the address asks for: the app, or a part of it for the frame of another page. */
export function Page() {
  const embed = embedIn(window.location.search);
  if (!embed) return <App />;
  return (
    <Suspense>
      <EmbedPage embed={embed} />
    </Suspense>
  );
}
