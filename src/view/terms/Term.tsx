import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useEscape } from './useEscape.ts';
import './term.css';

/** The widest box, the height that one can need, and how near it comes to the edge of the window, in pixels. */
const WIDTH = 320;
const ROOM = 140;
const EDGE = 8;

interface Place {
  readonly left: number;
  readonly top?: number;
  readonly bottom?: number;
}

/** Above a word, or below it where there is no room. */
function placeBeside(word: Element): Place {
  const { left, top, bottom } = word.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const inside = Math.max(EDGE, Math.min(left, innerWidth - WIDTH - EDGE));
  return top > ROOM ? { left: inside, bottom: innerHeight - top } : { left: inside, top: bottom };
}

interface TermProps {
  readonly of: string;
  readonly says: string;
}

/** A word with dots below it. Pointed at or in focus, it shows what it is, until Escape or until it is left. */
export function Term({ of, says }: TermProps) {
  const id = useId();
  const word = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const open = useCallback(() => word.current && setPlace(placeBeside(word.current)), []);
  const close = useCallback(() => setPlace(null), []);
  const isOpen = place !== null;
  useEscape(isOpen ? close : null);
  useEffect(() => {
    if (!isOpen) return;
    const listening = new AbortController();
    const how = { signal: listening.signal, capture: true };
    window.addEventListener('scroll', open, how);
    window.addEventListener('resize', open, how);
    return () => listening.abort();
  }, [isOpen, open]);
  return (
    <span onPointerEnter={open} onPointerLeave={close}>
      <button
        ref={word}
        type="button"
        className="term"
        aria-describedby={isOpen ? id : undefined}
        onFocus={open}
        onBlur={close}
        onClick={open}
      >
        {of}
      </button>
      {place &&
        createPortal(
          <span className="term-box" style={place}>
            <span id={id} role="tooltip">
              {says}
            </span>
          </span>,
          document.body,
        )}
    </span>
  );
}
