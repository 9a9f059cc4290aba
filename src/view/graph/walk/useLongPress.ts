import { type PointerEvent, useRef } from 'react';
import { keyAt } from '../told/keyAt.ts';

const DELAY = 500;
const SLIP = 8;

/** A finger that rests on a node asks for its menu; not every browser turns that into a contextmenu event. */
export function useLongPress(onPress: (key: string, clientX: number, clientY: number) => void) {
  const pending = useRef<{ timer: number; x: number; y: number } | null>(null);
  const cancel = () => {
    if (pending.current) window.clearTimeout(pending.current.timer);
    pending.current = null;
  };
  return {
    onPointerDown: ({ pointerType, target, clientX: x, clientY: y }: PointerEvent) => {
      cancel();
      const key = keyAt(target);
      if (pointerType !== 'touch' || key === null) return;
      const timer = window.setTimeout(() => onPress(key, x, y), DELAY);
      pending.current = { timer, x, y };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const { x, y } = pending.current ?? { x: clientX, y: clientY };
      if (Math.hypot(clientX - x, clientY - y) > SLIP) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  };
}
