import { Component, type ContextType, type ReactNode } from 'react';
import { linkOf } from './link/address.ts';
import { AppStore } from './useApp.ts';
import './lazily.css';

/** All of the page. Where it fails as a whole, it says so, and what was open is there as a link. */
export class Whole extends Component<{ readonly children: ReactNode }, { readonly isLost: boolean }> {
  static override contextType = AppStore;
  declare context: ContextType<typeof AppStore>;
  override state = { isLost: false };
  static getDerivedStateFromError = () => ({ isLost: true });
  override render() {
    if (!this.state.isLost) return this.props.children;
    const link = this.context ? linkOf(this.context.getState().document) : window.location.href;
    const reload = () => {
      window.history.replaceState(null, '', link);
      window.location.reload();
    };
    return (
      <div className="lost" role="alert">
        <p>
          The page failed. What was open: <a href={link}>{link}</a>
        </p>
        <button type="button" onClick={reload}>
          Reload
        </button>
      </div>
    );
  }
}
