import { useCallback, useState } from 'react';
import { type MenuAt, NodeMenu } from '../build/NodeMenu.tsx';
import { CopyButton } from '../export/CopyButton.tsx';
import { copyAs } from '../export/copyAs.ts';
import { GraphList } from '../graph/GraphList.tsx';
import { useApp } from '../useApp.ts';
import type { Shown } from '../usePicture.ts';

/** The graph in words, and the menu of each node for those who do not click on the drawing. */
export function Objects({ shown: { scene, picture } }: { readonly shown: Shown }) {
  const selected = useApp((state) => state.selected);
  const select = useApp((state) => state.select);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const close = useCallback(() => setMenu(null), []);
  const open = (key: string, x: number, y: number) => {
    const label = scene.nodes.find((node) => node.key === key)?.label ?? null;
    setMenu({ key, label, x, y });
  };
  return (
    <section className="panel" aria-label="Objects">
      <h2>
        Objects
        <CopyButton label="Copy the graph as text" onCopy={(store) => copyAs(store, 'text')} />
      </h2>
      <GraphList scene={scene} picture={picture} selected={selected} onSelect={select} onMenu={open} />
      {menu && <NodeMenu at={menu} onClose={close} />}
    </section>
  );
}
