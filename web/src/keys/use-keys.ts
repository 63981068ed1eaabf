import { useEffect, useEffectEvent } from 'react';
import { belongsElsewhere } from './typing.ts';

/** `key` is lower-case for letters; `undo` stands for Ctrl+Z or ⌘Z. Answer true when the key was used. */
type Hear = (key: string) => boolean;

/** Hears single keys anywhere on the page, but not while somebody types or a dialog is open. */
export const useKeys = (hear: Hear): void => {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || belongsElsewhere(event.target)) return;
    const commanded = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    if (commanded && letter !== 'z') return;
    if (hear(commanded ? 'undo' : letter)) event.preventDefault();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};
