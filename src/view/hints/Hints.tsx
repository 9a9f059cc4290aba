import { useEffect, useState } from 'react';
import { keyName } from '../keyboard/keys.ts';
import './hints.css';

interface Hint {
  readonly keys: string;
  readonly x: number;
  readonly y: number;
}

const SIGNS: Readonly<Record<string, string>> = { 'Shift ': '⇧', Space: '␣', Home: '⇤', End: '⇥' };

/** Small enough for the smallest button. */
function shortened(keys: string): string {
  return keyName(keys).replace(/Shift |Space|Home|End/g, (word) => SIGNS[word] ?? word);
}

/** The key of every control that has one and that can be seen, at its corner. */
function hintsNow(): readonly Hint[] {
  return [...document.querySelectorAll('[aria-keyshortcuts]')].flatMap((control) => {
    const { left, bottom, width } = control.getBoundingClientRect();
    const keys = control.getAttribute('aria-keyshortcuts') ?? '';
    return width === 0 ? [] : [{ keys: shortened(keys), x: left + width / 2, y: bottom }];
  });
}

/** Keys where they act, for as long as it is there. */
export function Hints() {
  const [hints, setHints] = useState(hintsNow);
  useEffect(() => {
    const place = () => setHints(hintsNow());
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, true);
    // What is done meanwhile moves the controls.
    const watched = new MutationObserver(place);
    watched.observe(document.querySelector('.app') ?? document.body, { childList: true, subtree: true });
    return () => {
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, true);
      watched.disconnect();
    };
  }, []);
  return (
    <div className="hints">
      <div aria-hidden="true">
        {hints.map(({ keys, x, y }) => (
          <kbd key={`${keys} ${x} ${y}`} style={{ left: x, top: y }}>
            {keys}
          </kbd>
        ))}
      </div>
      <p role="status">
        Keys where they act. <kbd>k</kbd> hides them, <kbd>?</kbd> lists all.
      </p>
    </div>
  );
}
