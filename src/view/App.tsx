import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isCustom, type Scenario, type Store } from '../store/index.ts';
import { arrived, PartLost } from './arrived.ts';
import { TopBar } from './bar/TopBar.tsx';
import type { Open } from './dialogs/Dialogs.tsx';
import { takeTyped } from './dialogs/typed.ts';
import { GraphRoom } from './GraphRoom.tsx';
import { keepFocus } from './keyboard/keepFocus.ts';
import { type Commands, connectKeys } from './keyboard/keys.ts';
import { SkipLinks } from './keyboard/SkipLinks.tsx';
import { connectAddress, linkOf } from './link/address.ts';
import { openText } from './mail/openText.ts';
import { Docks } from './panels/Docks.tsx';
import { Notices } from './strips/Notices.tsx';
import { useGuides } from './tour/useGuide.ts';
import { type Tour, useTour } from './tour/useTour.ts';
import { Transport } from './transport/Transport.tsx';
import { useApp, useAppStore } from './useApp.ts';
import { usePicture } from './usePicture.ts';
import './theme.css';
import { lazily } from './lazily.tsx';
import './page.css';

const ClaimStrip = lazily(async () => (await import('./strips/ClaimStrip.tsx')).ClaimStrip);
const Dialogs = lazily(async () => (await import('./dialogs/Dialogs.tsx')).Dialogs);
const Hints = lazily(async () => (await import('./hints/Hints.tsx')).Hints);
const WhatIfStrip = lazily(async () => (await import('./strips/WhatIfStrip.tsx')).WhatIfStrip);
const Version = lazily(async () => (await import('./offline/Version.tsx')).Version, false);

/** The page in one file is there without a network as it is, and a page in development changes all the time. */
const isKept = import.meta.env.MODE === 'production' && 'serviceWorker' in navigator;

/** Said of a copied link without what tells more about it. */
const HALF_SAID =
  'Whether it works on another machine is not said, because a part of the page could not be loaded.';

/** Connects what the first picture does without, once it has arrived; says what does not arrive. Returns how to stop. */
function connectLater(store: Store, connect: () => Promise<() => void>, without: string): () => void {
  let isOver = false;
  let stop = () => {
    isOver = true;
  };
  void connect().then(
    (disconnect) => {
      if (isOver) disconnect();
      else stop = disconnect;
    },
    () => store.getState().complain(`${without}: a part could not be loaded.`),
  );
  return () => stop();
}

/** Says what was asked for and could not be done. Returns how to stop. */
function connectFailures(store: Store): () => void {
  const say = ({ reason }: PromiseRejectionEvent) =>
    store
      .getState()
      .complain(reason instanceof PartLost ? reason.message : `Something could not be done. ${reason}`);
  window.addEventListener('unhandledrejection', say);
  return () => window.removeEventListener('unhandledrejection', say);
}

/** The page: bar, operations, graph, ledger, transport. */
export function App() {
  const store = useAppStore();
  const shown = usePicture();
  const isClaimed = useApp(({ document }) => document.claim !== undefined);
  const isVaried = useApp(({ document }) => isCustom(document.design));
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
    async (scenario: Scenario, what: string, says = '') => {
      const link = linkOf(scenario);
      try {
        await navigator.clipboard.writeText(link);
      } catch {
        setOpen({ link });
        return;
      }
      const said = await import('./link/copied.ts').then(
        ({ copied }) => copied(link, what, says),
        () => [`${what} copied.`, says, HALF_SAID].filter(Boolean).join(' '),
      );
      store.getState().notify(said);
    },
    [store],
  );
  const copyLink = useCallback(() => copy(store.getState().document, 'Link to this step'), [store, copy]);
  const copyClaim = useCallback(async () => {
    const { claimIn } = await arrived(
      import('./link/claimed.ts'),
      'The link with the verdict was not copied',
    );
    const { scenario, says } = claimIn(store);
    await copy(scenario, 'Link', says);
  }, [store, copy]);

  useEffect(() => connectAddress(store), [store]);
  useEffect(() => connectFailures(store), [store]);
  useEffect(keepFocus, []);
  useEffect(
    () =>
      connectLater(
        store,
        async () => (await import('./kept/connectShelf.ts')).connectShelf(store),
        'What you open will not be kept',
      ),
    [store],
  );
  useEffect(
    () =>
      connectLater(
        store,
        async () => (await import('./proof/connectProof.ts')).connectExplorer(store),
        'What comes from here will not be explored',
      ),
    [store],
  );
  const openPasted = useCallback((text: string) => void openText(store, text, setOpen), [store]);
  useEffect(
    () =>
      connectLater(
        store,
        async () => (await import('./mail/connectPaste.ts')).connectPaste(store, setOpen),
        'What you paste will not be opened',
      ),
    [store],
  );
  const commands = useMemo<Commands>(
    () => ({
      copyLink,
      copyClaim,
      hints: () => setHinting((shown) => !shown),
      save: async () => {
        const { saveOpen } = await arrived(import('./kept/saveScenario.ts'), 'The scenario was not saved');
        saveOpen(store);
      },
      library: () => setOpen('library'),
      own: () => setOpen('own'),
      proof: () => setOpen('proof'),
      picture: () => setOpen('picture'),
      find: () => {
        // What was meant for another dialog is no query.
        takeTyped();
        setOpen('find');
      },
      reference: () => setOpen('reference'),
      help: () => setOpen('help'),
      withTour,
    }),
    [store, copyLink, copyClaim, withTour],
  );
  useEffect(() => connectKeys(store, commands), [store, commands]);

  return (
    <div className="app">
      <SkipLinks />
      <TopBar
        frame={shown.frame}
        onLibrary={commands.library}
        onCustom={commands.own}
        onProof={commands.proof}
        onShare={copyLink}
        onClaim={copyClaim}
        onHelp={commands.help}
      />
      <div>
        <div className="claim-strip" role="status" aria-label="Claim">
          {isClaimed && <ClaimStrip />}
        </div>
        <div role="status" aria-label="What if">
          {isVaried && <WhatIfStrip />}
        </div>
        {isKept && <Version />}
      </div>
      <Docks shown={shown} tour={tour}>
        <GraphRoom shown={shown} tour={tour} onExport={commands.picture} onLibrary={commands.library} />
      </Docks>
      <Transport frame={shown.frame} scene={shown.scene} tour={tour} />
      <Notices />
      {open !== null && (
        <Dialogs
          open={open}
          shown={shown}
          commands={commands}
          onOpen={setOpen}
          onClose={() => setOpen(null)}
          onText={openPasted}
        />
      )}
      {isHinting && open === null && <Hints onClose={() => setHinting(false)} />}
    </div>
  );
}
