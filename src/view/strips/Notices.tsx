import { useApp } from '../useApp.ts';
import './notices.css';

/** What went wrong, or was done, in sentences; it stays until it is dismissed. */
export function Notices() {
  const notice = useApp((state) => state.notice);
  const dismiss = useApp((state) => state.dismiss);
  return (
    <div className="notices" role="status" aria-label="Notices">
      {notice && (
        <div className="notice" data-tone={notice.tone}>
          <div>
            {notice.sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
          <button type="button" aria-label="Dismiss" onClick={dismiss}>
            ×
          </button>
        </div>
      )}
    </div>
  );
}
