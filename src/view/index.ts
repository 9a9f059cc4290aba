export { applyTheme, savedTheme } from './bar/theme.ts';
export { Page } from './Page.tsx';
export { trustOwnScripts } from './trust.ts';
export { AppStore } from './useApp.ts';
