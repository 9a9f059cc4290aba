export { App } from './App.tsx';
export { applyTheme, savedTheme } from './bar/theme.ts';
export { AppStore } from './useApp.ts';
