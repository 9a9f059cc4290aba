import { useCallback, useMemo, useState } from 'react';
import { keyOf } from '../scene/index.ts';
import { sessionIn } from '../store/index.ts';
import type { MenuAt } from './build/NodeMenu.tsx';
import { Graph } from './graph/Graph.tsx';
import { lazily } from './lazily.tsx';
import { type Tour, useFocus } from './tour/useTour.ts';
import { useApp, useAppStore } from './useApp.ts';
import type { Shown } from './usePicture.ts';
import './graph-room.css';

const NodeMenu = lazily(async () => (await import('./build/NodeMenu.tsx')).NodeMenu);
const EmptyCanvas = lazily(async () => (await import('./build/EmptyCanvas.tsx')).EmptyCanvas);
const Panes = lazily(async () => (await import('./compare/Panes.tsx')).Panes);
const TourCard = lazily(async () => (await import('./tour/TourCard.tsx')).TourCard, false);

interface GraphRoomProps {
  readonly shown: Shown;
  readonly tour: Tour | null;
  readonly onExport: () => void;
  readonly onLibrary: () => void;
}

/** The graph with what surrounds it: the question, the menu of a node, the reading of the arrows. */
export function GraphRoom({ shown, tour, onExport, onLibrary }: GraphRoomProps) {
  const { getState } = useAppStore();
  const selected = useApp((state) => state.selected);
  const reading = useApp((state) => state.reading);
  const playing = useApp((state) => state.playing);
  const select = useApp((state) => state.select);
  const setReading = useApp((state) => state.setReading);
  const setOperand = useApp((state) => state.setOperand);
  const pickable = usePickable();
  const focus = useFocus(tour, shown.frame);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const closeMenu = useCallback(() => setMenu(null), []);
  const labelOf = (key: string) => shown.scene.nodes.find((node) => node.key === key)?.label ?? null;
  const pick = (key: string) => {
    const { building } = getState();
    const value = pickable?.get(key);
    if (building?.picking && value !== undefined) setOperand(building.picking.operand, value);
  };
  const keys = useMemo(() => pickable && new Set(pickable.keys()), [pickable]);
  const [hovered, setHovered] = useState<string | null>(null);
  const isEmpty = useApp(({ document }) => document.ops.length === 0);
  const isCompared = useApp(({ document }) => document.beside !== undefined);
  const graph = {
    scene: shown.scene,
    selected,
    reading,
    ...(keys && { pickable: keys }),
    pinned: shown.pinned,
    focus,
    animate: !playing,
    hovered,
    onHover: setHovered,
    onSelect: select,
    onPick: pick,
    onMenu: (key: string, x: number, y: number) => setMenu({ key, label: labelOf(key), x, y }),
    onPin: shown.pin,
  };
  return (
    <main className="graph-room" aria-label="Graph">
      {isCompared ? (
        <Panes picture={shown.picture} {...graph} />
      ) : (
        <Graph picture={shown.picture} {...graph} />
      )}
      <div className="graph-tools">
        <button
          type="button"
          aria-pressed={reading === 'releases'}
          aria-keyshortcuts="h"
          title="Show arrows as “releases”, as on the mailing list (h)"
          onClick={() => setReading(reading === 'holds' ? 'releases' : 'holds')}
        >
          list view
        </button>
        <button type="button" title="Re-arrange the graph" onClick={shown.tidy}>
          tidy
        </button>
        <button
          type="button"
          aria-haspopup="dialog"
          aria-keyshortcuts="e"
          title="Export this step (e)"
          onClick={onExport}
        >
          export
        </button>
      </div>
      {tour && tour.at >= 0 && <TourCard tour={tour} frame={shown.frame} />}
      {isEmpty && <EmptyCanvas onLibrary={onLibrary} />}
      {menu && <NodeMenu at={menu} onClose={closeMenu} />}
    </main>
  );
}

/** While an operand waits for a click: the nodes that it may be, and what each is called. */
function usePickable(): ReadonlyMap<string, string | bigint> | undefined {
  const picking = useApp((state) => state.building?.picking);
  const { run } = useApp(sessionIn);
  return useMemo(
    () =>
      picking
        ? new Map(picking.choices.map(({ address, value }) => [keyOf(run, address) ?? '', value]))
        : undefined,
    [picking, run],
  );
}
