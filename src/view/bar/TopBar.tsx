import { useSyncExternalStore } from 'react';
import { useApp } from '../useApp.ts';
import { DesignSwitch } from './DesignSwitch.tsx';
import { Ends } from './Ends.tsx';
import { applyTheme, nextTheme, onTheme, shownTheme } from './theme.ts';
import './bar.css';

interface TopBarProps {
  readonly frame: number;
  readonly onLibrary: () => void;
  readonly onCustom: () => void;
  readonly onProof: () => void;
  readonly onShare: () => void;
  readonly onClaim: () => void;
  readonly onHelp: () => void;
}

/** What is open, in which design, and how it ends: this never leaves the screen. */
export function TopBar({ frame, onLibrary, onCustom, onProof, onShare, onClaim, onHelp }: TopBarProps) {
  const title = useApp(({ document }) => document.title);
  const shown = title || 'Untitled scenario';
  const theme = useSyncExternalStore(onTheme, shownTheme);
  return (
    <header className="bar">
      <h1>Release Graph</h1>
      <button
        type="button"
        className="bar-title"
        onClick={onLibrary}
        aria-haspopup="dialog"
        aria-keyshortcuts="l"
        title={`${shown}: scenarios (l)`}
      >
        <span>{shown}</span> ▾
      </button>
      <DesignSwitch onCustom={onCustom} />
      <div className="bar-end">
        <div className="share">
          <button type="button" aria-keyshortcuts="y" onClick={onShare} title="Copy a link to this step (y)">
            Copy link
          </button>
          <button
            type="button"
            onClick={onClaim}
            aria-label="Copy claim link"
            aria-keyshortcuts="Shift+y"
            title="Copy a link with this verdict; opening it re-runs and checks it (Shift Y)"
          >
            claim
          </button>
        </div>
        <button
          type="button"
          onClick={() => applyTheme(nextTheme(theme))}
          aria-label={`Theme: ${theme}`}
          title={`Theme: ${theme}`}
        >
          {theme === 'dark' ? '☾' : theme === 'light' ? '☀' : '◐'}
        </button>
        <button
          type="button"
          onClick={onHelp}
          aria-haspopup="dialog"
          aria-label="Help"
          aria-keyshortcuts="?"
          title="Help (?)"
        >
          ?
        </button>
      </div>
      <Ends frame={frame} onProof={onProof} />
    </header>
  );
}
