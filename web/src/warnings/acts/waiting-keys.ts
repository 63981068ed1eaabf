import { useSyncExternalStore } from 'react';
import { type Asked, type KeyQueue, noKeys, type Why } from './key-queue.ts';

type Of = { id: string; no: number };
/** Keys that were pressed and not carried out, until the person has read it. */
export type DroppedKeys = Of & { asked: readonly Asked[]; why: Why };
type State = { of: Of | null; queue: KeyQueue; dropped: DroppedKeys | null };

// One for the whole desk: keys wait for one warning at a time, and what was dropped is told wherever one has gone.
let state: State = { of: null, queue: noKeys, dropped: null };
const listeners = new Set<() => void>();
const become = (change: Partial<State>) => {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
};

export const keysOf = (id: string): KeyQueue => (state.of?.id === id ? state.queue : noKeys);
export const keepKeys = (of: Of, queue: KeyQueue): void => {
  if (queue !== keysOf(of.id)) become({ of, queue });
};

/** Tell that a key was not taken, together with those not taken before it for the same reason. */
export const tellDropped = (of: Of, asked: readonly Asked[], why: Why): void => {
  const { dropped } = state;
  const same = dropped !== null && dropped.id === of.id && dropped.why === why;
  become({ dropped: { ...of, asked: same ? [...dropped.asked, ...asked] : asked, why } });
};
export const forgetDropped = (): void => become({ dropped: null });

/** Nothing that waits for this warning will be carried out. */
export const dropKeys = (id: string, why: Why): void => {
  const { keys } = keysOf(id);
  if (state.of === null || keys.length === 0) return;
  const { of } = state;
  become({ queue: noKeys, dropped: null });
  tellDropped(
    of,
    keys.map(({ asked }) => asked),
    why,
  );
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useWaitingKeys = (id: string): KeyQueue => useSyncExternalStore(subscribe, () => keysOf(id));
export const useDroppedKeys = (): DroppedKeys | null => useSyncExternalStore(subscribe, () => state.dropped);
