import { useSyncExternalStore } from 'react';
import { media } from './tokens.ts';

const watch = (query: string) => ({
  subscribe: (listener: () => void) => {
    const list = matchMedia(query);
    list.addEventListener('change', listener);
    return () => list.removeEventListener('change', listener);
  },
  matches: () => matchMedia(query).matches,
});
const watches = { phone: watch(media.phone), narrow: watch(media.narrow), wide: watch(media.wide) };

export const useMedia = (name: keyof typeof media): boolean =>
  useSyncExternalStore(watches[name].subscribe, watches[name].matches);
