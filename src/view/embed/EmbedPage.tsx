import { useEffect, useState } from 'react';
import { Panes } from '../compare/Panes.tsx';
import { Graph } from '../graph/Graph.tsx';
import { type Binding, connectKeys, NO_COMMANDS } from '../keyboard/keys.ts';
import { connectAddress } from '../link/address.ts';
import { ClaimStrip } from '../strips/ClaimStrip.tsx';
import { Notices } from '../strips/Notices.tsx';
import { Still } from '../terms/still.ts';
import { TourCard } from '../tour/TourCard.tsx';
import { useFocus, useTour } from '../tour/useTour.ts';
import { Transport } from '../transport/Transport.tsx';
import { useApp, useAppStore } from '../useApp.ts';
import { usePicture } from '../usePicture.ts';
import { Caption } from './Caption.tsx';
import { Credit } from './Credit.tsx';
import type { Embed } from './embed.ts';
import './embed.css';

/** Keys that step. What scrolls a page is left to the page around this one. */
const STEPPING = ['ArrowRight', 'ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowLeft', 'x', ']', '['];
const isStepping = ({ keys: [first = ''] }: Binding) => STEPPING.includes(first);

const nothing = () => {};

/** A part of the app that fills the frame of another page, and takes nothing from that page. */
export function EmbedPage({ embed: { kind, controls } }: { readonly embed: Embed }) {
  const store = useAppStore();
  const shown = usePicture();
  const tour = useTour();
  const told = kind === 'tour' ? tour : null;
  const focus = useFocus(told, shown.frame);
  const selected = useApp((state) => state.selected);
  const reading = useApp((state) => state.reading);
  const playing = useApp((state) => state.playing);
  const { select } = store.getState();
  const [hovered, setHovered] = useState<string | null>(null);
  const graph = {
    scene: shown.scene,
    picture: shown.picture,
    selected,
    reading,
    pinned: shown.pinned,
    focus,
    animate: !playing,
    hovered,
    onHover: setHovered,
    onSelect: select,
    onPick: nothing,
    onMenu: nothing,
    onPin: shown.pin,
  };

  useEffect(() => connectAddress(store), [store]);
  useEffect(() => {
    if (!controls) return;
    return connectKeys(store, { ...NO_COMMANDS, withTour: (run) => told && run(told) }, isStepping);
  }, [store, controls, told]);
  // A link that compares nothing is shown beside what it is about.
  useEffect(() => {
    const { document, compare } = store.getState();
    if (kind === 'compare' && !document.beside) compare([document.design === 'naive' ? '7.3' : 'naive']);
  }, [store, kind]);
  // Nobody has to ask for the tour here: it is what the frame is for.
  useEffect(() => {
    if (told && told.at < 0) told.go(0);
  }, [told]);

  return (
    <Still value={!controls}>
      <div className="embed" data-embed={kind} data-still={!controls || undefined}>
        <ClaimStrip />
        <main className="embed-graph" aria-label="Graph" inert={kind === 'compare' && !controls}>
          {kind === 'compare' ? <Panes {...graph} /> : <Graph {...graph} />}
        </main>
        {told && <TourCard tour={told} frame={shown.frame} canLeave={false} />}
        {(kind === 'graph' || kind === 'compare') && controls && (
          <Transport frame={shown.frame} scene={shown.scene} tour={null} />
        )}
        {(kind === 'strip' || (kind === 'tour' && !told)) && (
          <Caption frame={shown.frame} controls={controls} />
        )}
        <Credit />
        <Notices />
      </div>
    </Still>
  );
}
