import {
  Component,
  type ComponentType,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useState,
} from 'react';
import { Dialog } from './dialogs/Dialog.tsx';
import { keepTyped } from './dialogs/typed.ts';
import './lazily.css';

/** Asks again for a style sheet that did not arrive: it stays in the page, and is taken for one that has. */
function renewSheet(error: unknown): void {
  for (const link of document.querySelectorAll('link'))
    if (`${error}`.endsWith(link.href)) link.replaceWith(link.cloneNode());
}

/**
 * A part of the page that comes when it is shown. In the place of one that does not come, or that throws, there is a
 * sentence, *Try again* and *Reload*, and *Close* where the part could be closed; nothing at all for a part that nobody
 * has asked for. One that could be closed and is long in coming can be closed before.
 */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>, isAskedFor = true) {
  let part: ComponentType<P> | null = null;
  let failed: unknown;
  const loaded = async () => {
    renewSheet(failed);
    return { default: await load() };
  };
  return class Part extends Component<P & { readonly onClose?: () => void }, { readonly isLost: boolean }> {
    override state = { isLost: false };
    #part: ComponentType<P> | null = null;
    static getDerivedStateFromError = () => ({ isLost: true });
    override componentDidCatch(error: unknown) {
      failed = error;
      // Whoever shows it next asks for it again.
      part = null;
      this.#part = null;
    }
    override render() {
      if (!this.state.isLost) {
        this.#part ??= part ??= lazy(loaded) as unknown as ComponentType<P>;
        const Shown = this.#part;
        return (
          <Suspense fallback={this.props.onClose && <Waiting onClose={this.props.onClose} />}>
            <Shown {...this.props} />
          </Suspense>
        );
      }
      if (!isAskedFor) return null;
      const { onClose } = this.props;
      // As in every dialog, Escape acts before the next key is read.
      const press = (event: KeyboardEvent) => {
        if (event.key !== 'Escape' || !onClose) return;
        event.preventDefault();
        onClose();
      };
      const Box = onClose ? 'dialog' : 'div';
      return (
        <Box className="lost" role="alert" ref={showBox} onClose={onClose} onKeyDown={press}>
          <p>This part could not be loaded. Nothing is lost.</p>
          <button type="button" onClick={() => this.setState({ isLost: false })}>
            Try again
          </button>
          <button type="button" onClick={() => window.location.reload()}>
            Reload
          </button>
          {onClose && (
            <button type="button" onClick={onClose}>
              Close
            </button>
          )}
        </Box>
      );
    }
  };
}

/** Milliseconds after which a dialog that has not arrived says that it is on its way. */
const LONG = 1000;

/**
 * In the place of a dialog, which takes the keys as that will: nothing to be seen at first, then that it is loading.
 */
function Waiting({ onClose }: { readonly onClose: () => void }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG);
    const stop = keepTyped();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return (
    <Dialog title="Loading …" onClose={onClose} isHidden={!isLong}>
      <p className="muted" role="status">
        A part of the page is on its way.
      </p>
    </Dialog>
  );
}

function showBox(box: HTMLElement | null): void {
  if (box instanceof HTMLDialogElement) box.showModal();
}
