export { applyTheme, savedTheme } from './bar/theme.ts';
export { Page } from './Page.tsx';
export { AppStore } from './useApp.ts';
