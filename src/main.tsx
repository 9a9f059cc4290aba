import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createAppStore } from './store/index.ts';
import { AppStore, applyTheme, Page, savedTheme, trustOwnScripts } from './view/index.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id root');

trustOwnScripts();
applyTheme(savedTheme());
createRoot(root).render(
  <StrictMode>
    <AppStore value={createAppStore()}>
      <Page />
    </AppStore>
  </StrictMode>,
);
