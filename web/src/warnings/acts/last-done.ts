import type { WarningAct, WarningDetail } from '@lanzha/contract';
import { useSyncExternalStore } from 'react';
import { serverNow } from '../../api/index.ts';

/** The own last step, while it may still be undone from anywhere on the desk. */
export type Done = { warning: WarningDetail; act: WarningAct; until: number; undo: Undo };
type Undo = 'offered' | 'sending' | 'undone' | { refused: unknown };
const undoableFor = 10_000;
const readableFor = 5_000;

let done: Done | null = null;
const listeners = new Set<() => void>();
const become = (next: Done | null) => {
  done = next;
  for (const listener of listeners) listener();
};

export const rememberDone = (warning: WarningDetail, act: WarningAct): void => {
  const offered = warning.undo === null ? 0 : Date.parse(warning.undo.until);
  become({ warning, act, until: Math.min(offered, serverNow() + undoableFor), undo: 'offered' });
};
/** What becomes of undoing a step, wherever one is meanwhile: it is not offered again, and goes once it could be read. */
export const noteUndo = (warning: WarningDetail, undo: Exclude<Undo, 'offered'>): void => {
  const isLast = () => done?.warning === warning;
  if (done === null || !isLast()) return;
  become({ ...done, undo });
  if (undo !== 'sending') setTimeout(() => isLast() && forgetDone(), readableFor);
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
