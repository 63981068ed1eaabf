import { useSyncExternalStore } from 'react';
import type { Theme } from './tokens.ts';

export const themeModes = ['system', 'light', 'dark'] as const;
export type ThemeMode = (typeof themeModes)[number];

const key = 'lanzha.theme';
const system = () => matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

export const themeMode = (): ThemeMode => {
  const kept = localStorage.getItem(key);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
};

/** index.html does the same before the first paint. */
export const chooseTheme = (mode: ThemeMode): void => {
  if (mode === 'system') {
    localStorage.removeItem(key);
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem(key, mode);
    document.documentElement.dataset.theme = mode;
  }
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  system().addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system().removeEventListener('change', listener);
  };
};

export const useThemeMode = (): ThemeMode => useSyncExternalStore(subscribe, themeMode);
export const useTheme = (): Theme =>
  useSyncExternalStore(subscribe, () => {
    const mode = themeMode();
    return mode === 'system' ? (system().matches ? 'dark' : 'light') : mode;
  });
