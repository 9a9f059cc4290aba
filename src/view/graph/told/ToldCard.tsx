import { type RefObject, useLayoutEffect, useRef } from 'react';
import { type Picture, type Reference, referencesOf, type Scene } from '../../../scene/index.ts';
import type { Told } from './useTold.ts';

interface ToldCardProps {
  readonly id: string;
  readonly told: Told;
  readonly scene: Scene;
  readonly picture: Picture;
  /** The layer of the drawing, which moves with the viewport. */
  readonly layer: RefObject<SVGGElement | null>;
}

const GAP = 14;
const EDGE = 6;

/** Says what is pointed at, clicked, or come to by keyboard: who holds whom, since when, and who puts it. */
export function ToldCard({ id, told, scene, picture, layer }: ToldCardProps) {
  const card = useRef<HTMLDivElement>(null);
  const references = referencesOf(scene, picture, told.thing);
  useLayoutEffect(() => {
    const [moved, shown] = [layer.current, card.current];
    const room = shown?.parentElement;
    if (!moved || !shown || !room) return;
    // Beside its place wherever the drawing is moved, and inside its room.
    const place = () => {
      const matrix = moved.transform.baseVal.consolidate()?.matrix;
      if (!matrix) return;
      const { x, y } = new DOMPoint(told.at.x, told.at.y).matrixTransform(DOMMatrix.fromMatrix(matrix));
      const clear = GAP + told.half * matrix.a;
      const below = y + clear;
      const isRoom = below + shown.offsetHeight + EDGE <= room.clientHeight;
      const [left, top] = [x - shown.offsetWidth / 2, isRoom ? below : y - clear - shown.offsetHeight];
      const most = room.clientWidth - shown.offsetWidth - EDGE;
      shown.style.left = `${Math.max(EDGE, Math.min(left, most))}px`;
      shown.style.top = `${Math.max(EDGE, top)}px`;
    };
    place();
    const watched = new MutationObserver(place);
    watched.observe(moved, { attributeFilter: ['transform'] });
    return () => watched.disconnect();
  });
  if (references.length === 0) return null;
  return (
    <div ref={card} id={id} className="told" role="tooltip">
      {references.length === 1 ? (
        <One {...(references[0] as Reference)} />
      ) : (
        <ul>
          {references.map(({ says, field }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a reference is its place among the dots
            <li key={i}>
              {says} {field && <code>{field}</code>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function One({ says, field, taken, put }: Reference) {
  return (
    <>
      <p>{says}</p>
      {field && (
        <p>
          <code>{field}</code>
        </p>
      )}
      {taken && (
        <p className="muted">
          taken in <code>{taken}</code>
        </p>
      )}
      {put && (
        <p className="muted">
          put by <code>{put}</code>
        </p>
      )}
    </>
  );
}
