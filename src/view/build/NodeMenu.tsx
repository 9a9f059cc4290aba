import { type KeyboardEvent, useEffect, useRef } from 'react';
import { cellsOf } from '../../scene/index.ts';
import { frameIn, insertionPoint, propose, sessionIn } from '../../store/index.ts';
import { useApp, useAppStore } from '../useApp.ts';
import { type Action, actionsFor } from './actions.ts';
import { imaginedFor } from './imagined.ts';

export interface MenuAt {
  readonly key: string;
  readonly label: string | null;
  readonly x: number;
  readonly y: number;
}

interface NodeMenuProps {
  readonly at: MenuAt;
  readonly onClose: () => void;
}

/** What can be done with a node: destroy, close, unmap, or build on it; and what would be with other references. */
export function NodeMenu({ at, onClose }: NodeMenuProps) {
  const { getState } = useAppStore();
  const build = useApp((state) => state.build);
  const insert = useApp((state) => state.insert);
  const menu = useRef<HTMLDivElement>(null);
  const state = getState();
  const actions = actionsFor(sessionIn(state), state, at.key, at.label);
  const session = sessionIn(state);
  const imagined = imaginedFor(session, frameIn(state), cellsOf(session.run, at.key), state.document.design);
  useEffect(() => {
    const shown = menu.current;
    const opener = document.activeElement;
    if (!shown) return;
    // Kept inside the window, wherever the node is.
    shown.style.left = `${Math.max(4, Math.min(at.x, window.innerWidth - shown.offsetWidth - 8))}px`;
    shown.style.top = `${Math.max(4, Math.min(at.y, window.innerHeight - shown.offsetHeight - 8))}px`;
    shown.querySelector<HTMLElement>('button')?.focus();
    const leave = (event: PointerEvent) => {
      if (event.target instanceof Node && !shown.contains(event.target)) onClose();
    };
    document.addEventListener('pointerdown', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      const isLost = document.activeElement === document.body || shown.contains(document.activeElement);
      if (isLost && opener) (opener as HTMLElement | SVGElement).focus();
    };
  }, [at, onClose]);
  const run = (action: Action) => {
    if ('op' in action) insert(action.op);
    else build(action.build, propose(session, insertionPoint(state), action.build, action.operands));
    onClose();
  };
  const press = (event: KeyboardEvent) => {
    const items: (Element | null)[] = [...(menu.current?.querySelectorAll('button') ?? [])];
    const now = items.indexOf(document.activeElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) (items.at(to % items.length) as HTMLElement | undefined)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={menu}
      className="menu"
      role="menu"
      tabIndex={-1}
      aria-label={at.label ?? at.key}
      onKeyDown={press}
    >
      {actions.map((action) => (
        <button key={action.says} type="button" role="menuitem" className="mono" onClick={() => run(action)}>
          {action.says}
        </button>
      ))}
      {imagined.map(({ says, design }) => (
        <button
          key={says}
          type="button"
          role="menuitem"
          className="mono menu-what-if"
          title={`In every object that has it: ${design}`}
          onClick={() => {
            state.setDesign(design);
            onClose();
          }}
        >
          {says}
        </button>
      ))}
      {actions.length === 0 && imagined.length === 0 && (
        <button type="button" role="menuitem" onClick={onClose}>
          Nothing can name it here
        </button>
      )}
    </div>
  );
}
