import type { Store } from '../../store/index.ts';
import { useAppStore } from '../useApp.ts';

interface CopyButtonProps {
  readonly label: string;
  readonly onCopy: (store: Store) => Promise<void>;
}

/** Copies what stands here as plain text. */
export function CopyButton({ label, onCopy }: CopyButtonProps) {
  const store = useAppStore();
  return (
    <button
      type="button"
      className="copy-text"
      title={label}
      aria-label={label}
      onClick={() => void onCopy(store)}
    >
      copy
    </button>
  );
}
