import type { Check, OperationFinding } from '@lanzha/contract';
import type { Config } from '../../ground/config/index.ts';
import type { Db } from '../../ground/db/index.ts';

/** What the checks of the machine look at. */
export interface Machine {
  readonly config: Config;
  /** Where the built interface lies. */
  readonly webRoot: string;
  /** Folders whose disks must have room. */
  readonly folders: readonly string[];
  /** Whether the application serves from this database right now. */
  readonly serving: boolean;
  readonly now: Date;
}
/** … and those of the database. */
export interface Looked extends Machine {
  readonly db: Db;
}

/** A sentence in Chinese and in English. */
export type Said = readonly [zh: string, en: string];

const both = ([zh, en]: Said) => ({ zh, en });

export const fine = (check: Check, text: Said, todo?: Said): OperationFinding => ({
  check,
  level: 'ok',
  text: both(text),
  todo: todo === undefined ? null : both(todo),
});
/** Should be seen to soon. */
export const warn = (check: Check, text: Said, todo: Said): OperationFinding => ({
  check,
  level: 'warn',
  text: both(text),
  todo: both(todo),
});
/** Work or data are in danger. */
export const bad = (check: Check, text: Said, todo: Said): OperationFinding => ({
  check,
  level: 'bad',
  text: both(text),
  todo: both(todo),
});

const day = 86_400_000;
export const daysBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / day;
export const gigabytes = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1);
