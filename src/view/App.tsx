import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { claiming, connectExplorer, type Scenario } from '../store/index.ts';
import { connectAddress, linkOf } from './address.ts';
import { TopBar } from './bar/TopBar.tsx';
import { ClaimStrip } from './ClaimStrip.tsx';
import { GraphRoom } from './GraphRoom.tsx';
import { connectKeys } from './keys.ts';
import { connectPaste } from './mail/connectPaste.ts';
import { openText, type Pasted } from './mail/openText.ts';
import { Notices } from './Notices.tsx';
import { Docks } from './panels/Docks.tsx';
import { useGuides } from './tour/useGuide.ts';
import { type Tour, useTour } from './tour/useTour.ts';
import { Transport } from './transport/Transport.tsx';
import { useAppStore } from './useApp.ts';
import { usePicture } from './usePicture.ts';
import { WhatIfStrip } from './WhatIfStrip.tsx';
import './theme.css';
import './page.css';

const Help = lazy(async () => ({ default: (await import('./bar/Help.tsx')).Help }));
const Library = lazy(async () => ({ default: (await import('./bar/Library.tsx')).Library }));
const OwnDesign = lazy(async () => ({ default: (await import('./design/OwnDesign.tsx')).OwnDesign }));
const Proof = lazy(async () => ({ default: (await import('./proof/Proof.tsx')).Proof }));
const Reference = lazy(async () => ({ default: (await import('./reference/Reference.tsx')).Reference }));
const Faithful = lazy(async () => ({ default: (await import('./reference/Faithful.tsx')).Faithful }));
const ExportDialog = lazy(async () => ({
  default: (await import('./export/ExportDialog.tsx')).ExportDialog,
}));
const PastedDrawing = lazy(async () => ({
  default: (await import('./mail/PastedDrawing.tsx')).PastedDrawing,
}));
const LinkDialog = lazy(async () => ({ default: (await import('./bar/LinkDialog.tsx')).LinkDialog }));
const Version = lazy(async () => ({ default: (await import('./offline/Version.tsx')).Version }));

/** The page in one file is there without a network as it is, and a page in development changes all the time. */
const isKept = import.meta.env.MODE === 'production' && 'serviceWorker' in navigator;

type Open =
  | 'help'
  | 'own'
  | 'library'
  | 'picture'
  | 'proof'
  | 'reference'
  | 'faithful'
  | { readonly link: string }
  | Pasted
  | null;

/** The page: bar, operations, graph, ledger, transport. */
export function App() {
  const store = useAppStore();
  const shown = usePicture();
  const [open, setOpen] = useState<Open>(null);
  const close = useCallback(() => setOpen(null), []);
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
  const copyClaim = useCallback(() => {
    const scenario = claiming(store.getState().document);
    const { verdict, design } = scenario.claim;
    void copy(scenario, `The link is in the clipboard. It claims: ends ${verdict} in ${design}.`);
  }, [store, copy]);

  useEffect(() => connectAddress(store), [store]);
  useEffect(() => connectExplorer(store), [store]);
  const openPasted = useCallback((text: string) => void openText(store, text, setOpen), [store]);
  useEffect(() => connectPaste(store, setOpen), [store]);
  useEffect(
    () =>
      connectKeys(store, {
        copyLink,
        copyClaim,
        library: () => setOpen('library'),
        own: () => setOpen('own'),
        proof: () => setOpen('proof'),
        picture: () => setOpen('picture'),
        reference: () => setOpen('reference'),
        help: () => setOpen('help'),
        withTour,
      }),
    [store, copyLink, copyClaim, withTour],
  );

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
        <ClaimStrip />
        <WhatIfStrip />
        <Suspense>{isKept && <Version />}</Suspense>
      </div>
      <Docks shown={shown} tour={tour}>
        <GraphRoom shown={shown} tour={tour} onExport={() => setOpen('picture')} />
      </Docks>
      <Transport frame={shown.frame} scene={shown.scene} tour={tour} />
      <Notices />
      <Suspense>
        {open === 'help' && <Help onClose={close} onOpen={setOpen} />}
        {open === 'reference' && <Reference onClose={close} onFaithful={() => setOpen('faithful')} />}
        {open === 'faithful' && <Faithful onClose={close} />}
        {open === 'own' && <OwnDesign onClose={close} onProof={() => setOpen('proof')} />}
        {open === 'proof' && <Proof onClose={close} />}
        {open === 'library' && <Library onClose={close} onText={openPasted} />}
        {open === 'picture' && <ExportDialog shown={shown} onClose={close} />}
        {open !== null && typeof open === 'object' && 'link' in open && (
          <LinkDialog link={open.link} onClose={close} />
        )}
        {open !== null && typeof open === 'object' && 'kind' in open && (
          <PastedDrawing pasted={open} onClose={close} />
        )}
      </Suspense>
    </div>
  );
}
