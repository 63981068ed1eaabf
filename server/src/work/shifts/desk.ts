import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import type { WarningsDeps } from '../warnings/index.ts';

/** What this room stands on. */
export type ShiftDeps = WarningsDeps;

/** Where an act is done: the caller's transaction, who acts, and when. */
export interface ShiftDesk extends ShiftDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

/** What the person had on the screen. */
export interface Seen {
  readonly id: string;
  readonly version: number;
}

/** Asia/Shanghai: no summer time since 1991. */
export const startOfDay = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
export const dayMs = 86_400_000;
