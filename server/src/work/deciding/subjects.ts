import type { Signal } from '@lanzha/contract';
import type { Hashing } from '../../ground/vault/index.ts';

/** An identifier of the subject of a signal, under its blind index. Higher rank wins: idNo > phone > account (house.md). */
export interface Identifier {
  readonly key: string;
  readonly rank: Rank;
}
export type Rank = 1 | 2 | 3;

/** Strongest first; never empty, the contract demands one. */
export function identifiersOf(hashing: Hashing, { idNo, phone, account }: Signal['subject']): Identifier[] {
  const found: Identifier[] = [];
  if (idNo !== undefined) found.push({ key: hashing.blindIndex('idNo', idNo), rank: 3 });
  if (phone !== undefined) found.push({ key: hashing.blindIndex('phone', phone), rank: 2 });
  if (account !== undefined) found.push({ key: hashing.blindIndex('account', account), rank: 1 });
  return found;
}
