import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { connectExplorer, type Scenario } from '../store/index.ts';
import { connectAddress, linkOf } from './address.ts';
import { TopBar } from './bar/TopBar.tsx';
import type { Open } from './Dialogs.tsx';
import { GraphRoom } from './GraphRoom.tsx';
import { type Commands, connectKeys } from './keys.ts';
import { openText } from './mail/openText.ts';
import { Notices } from './Notices.tsx';
import { Docks } from './panels/Docks.tsx';
import { useGuides } from './tour/useGuide.ts';
import { type Tour, useTour } from './tour/useTour.ts';
import { Transport } from './transport/Transport.tsx';
import { useApp, useAppStore } from './useApp.ts';
import { usePicture } from './usePicture.ts';
import './theme.css';
import './page.css';

const ClaimStrip = lazy(async () => ({ default: (await import('./ClaimStrip.tsx')).ClaimStrip }));
const Dialogs = lazy(async () => ({ default: (await import('./Dialogs.tsx')).Dialogs }));
const Hints = lazy(async () => ({ default: (await import('./hints/Hints.tsx')).Hints }));
const WhatIfStrip = lazy(async () => ({ default: (await import('./WhatIfStrip.tsx')).WhatIfStrip }));
const Version = lazy(async () => ({ default: (await import('./offline/Version.tsx')).Version }));

/** The page in one file is there without a network as it is, and a page in development changes all the time. */
const isKept = import.meta.env.MODE === 'production' && 'serviceWorker' in navigator;

/** Connects what the first picture does without, once it has arrived. Returns how to stop. */
function connectLater(connect: () => Promise<() => void>): () => void {
  let isOver = false;
  let stop = () => {
    isOver = true;
  };
  // What does not arrive is not there; the rest of the page is.
  void connect().then(
    (disconnect) => {
      if (isOver) disconnect();
      else stop = disconnect;
    },
    () => {},
  );
  return () => stop();
}

/** The page: bar, operations, graph, ledger, transport. */
export function App() {
  const store = useAppStore();
  const shown = usePicture();
  const isClaimed = useApp(({ document }) => document.claim !== undefined);
  const [open, setOpen] = useState<Open>(null);
  const [isHinting, setHinting] = useState(false);
  const tour = useTour();
  const onTour = useRef(tour);
  onTour.current = tour;
  const guides = useGuides();
  // What was asked of a tour before anybody could know whether there is one.
  const isTold = useRef(false);
  isTold.current = guides !== null;
  const wanted = useRef<((tour: Tour) => void) | null>(null);
  const withTour = useCallback((run: (tour: Tour) => void) => {
    if (onTour.current) run(onTour.current);
    else if (!isTold.current) wanted.current = run;
  }, []);
  useEffect(() => {
    if (!guides) return;
    if (tour) wanted.current?.(tour);
    wanted.current = null;
  });

  const copy = useCallback(
    async (scenario: Scenario, sentence: string) => {
      const link = linkOf(scenario);
      try {
        await navigator.clipboard.writeText(link);
        store.getState().notify(sentence);
      } catch {
        setOpen({ link });
      }
    },
    [store],
  );
  const copyLink = useCallback(
    () => copy(store.getState().document, 'The link to this step is in the clipboard.'),
    [store, copy],
  );
  const copyClaim = useCallback(async () => {
    const { claimIn } = await import('./claimed.ts');
    const { scenario, says } = claimIn(store);
    await copy(scenario, `The link is in the clipboard. ${says}`);
  }, [store, copy]);

  useEffect(() => connectAddress(store), [store]);
  useEffect(
    () => connectLater(async () => (await import('./kept/connectShelf.ts')).connectShelf(store)),
    [store],
  );
  useEffect(() => connectExplorer(store), [store]);
  const openPasted = useCallback((text: string) => void openText(store, text, setOpen), [store]);
  useEffect(
    () => connectLater(async () => (await import('./mail/connectPaste.ts')).connectPaste(store, setOpen)),
    [store],
  );
  const commands = useMemo<Commands>(
    () => ({
      copyLink,
      copyClaim,
      hints: () => setHinting((shown) => !shown),
      save: async () => {
        const { nameOf, saveScenario } = await import('./kept/saveScenario.ts');
        const { document, notify } = store.getState();
        notify(saveScenario(document, nameOf(document)));
      },
      library: () => setOpen('library'),
      own: () => setOpen('own'),
      proof: () => setOpen('proof'),
      picture: () => setOpen('picture'),
      find: () => setOpen('find'),
      reference: () => setOpen('reference'),
      help: () => setOpen('help'),
      withTour,
    }),
    [store, copyLink, copyClaim, withTour],
  );
  useEffect(() => connectKeys(store, commands), [store, commands]);

  return (
    <div className="app">
      <TopBar
        frame={shown.frame}
        onLibrary={() => setOpen('library')}
        onOwn={() => setOpen('own')}
        onProof={() => setOpen('proof')}
        onShare={copyLink}
        onClaim={copyClaim}
        onHelp={() => setOpen('help')}
      />
      <div>
        <div className="claim-strip" role="status" aria-label="Claim">
          <Suspense>{isClaimed && <ClaimStrip />}</Suspense>
        </div>
        <Suspense>
          <WhatIfStrip />
        </Suspense>
        <Suspense>{isKept && <Version />}</Suspense>
      </div>
      <Docks shown={shown} tour={tour}>
        <GraphRoom shown={shown} tour={tour} onExport={() => setOpen('picture')} />
      </Docks>
      <Transport frame={shown.frame} scene={shown.scene} tour={tour} />
      <Notices />
      <Suspense>
        {open !== null && (
          <Dialogs open={open} shown={shown} commands={commands} onOpen={setOpen} onText={openPasted} />
        )}
        {isHinting && open === null && <Hints />}
      </Suspense>
    </div>
  );
}
