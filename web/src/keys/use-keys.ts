import { useEffect, useEffectEvent } from 'react';
import { belongsElsewhere } from './typing.ts';

/** `held`: the key repeats by itself. `target`: what has the focus. */
type Press = { held: boolean; target: Element | null };
/** `key` is lower-case for letters; `undo` stands for Ctrl+Z or ⌘Z. Answer true when the key was used. */
type Hear = (key: string, press: Press) => boolean;

/** Hears single keys anywhere on the page, but not while somebody types or a dialog is open. `first`: before all others. */
export const useKeys = (hear: Hear, { first = false } = {}): void => {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || belongsElsewhere(event.target)) return;
    const commanded = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    if (commanded && letter !== 'z') return;
    const target = event.target instanceof Element ? event.target : null;
    if (hear(commanded ? 'undo' : letter, { held: event.repeat, target })) event.preventDefault();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey, first);
    return () => document.removeEventListener('keydown', onKey, first);
  }, [first]);
};
