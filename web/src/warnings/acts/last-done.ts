import type { WarningAct, WarningDetail } from '@lanzha/contract';
import { useSyncExternalStore } from 'react';
import { serverNow } from '../../api/index.ts';

/** The own last step, while it may still be undone from anywhere on the desk. */
export type Done = { warning: WarningDetail; act: WarningAct; until: number };
const undoableFor = 10_000;

let done: Done | null = null;
const listeners = new Set<() => void>();
const become = (next: Done | null) => {
  done = next;
  for (const listener of listeners) listener();
};

export const rememberDone = (warning: WarningDetail, act: WarningAct): void => {
  const offered = warning.undo === null ? 0 : Date.parse(warning.undo.until);
  become({ warning, act, until: Math.min(offered, serverNow() + undoableFor) });
};
export const forgetDone = (): void => become(null);

export const useLastDone = (): Done | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => done,
  );
