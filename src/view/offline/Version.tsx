import { useEffect, useState } from 'react';
import { encodeLink } from '../../store/index.ts';
import { useAppStore } from '../useApp.ts';
import { connectOffline } from './connectOffline.ts';
import '../strips/claim.css';

/** Says that there is another version, which waits until it is wanted. */
export function Version() {
  const { getState } = useAppStore();
  const [changeOver, setChangeOver] = useState<(() => void) | null>(null);
  useEffect(() => connectOffline((next) => setChangeOver(() => next)), []);
  const reload = () => {
    // The page comes back at the step at which it was left.
    window.history.replaceState(null, '', `#${encodeLink(getState().document)}`);
    changeOver?.();
  };
  return (
    <div role="status" aria-label="Version">
      {changeOver && (
        <div className="claim" data-version>
          <p>
            <strong>There is a new version.</strong> This one stays, whole, until you load it.
          </p>
          <button type="button" onClick={reload}>
            Reload
          </button>
          <button type="button" aria-label="Stay with this version" onClick={() => setChangeOver(null)}>
            ×
          </button>
        </div>
      )}
    </div>
  );
}
