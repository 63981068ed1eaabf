import type { Signal } from '@lanzha/contract';
import type { IdentifierKind, Vault } from '../../ground/vault/index.ts';

/** An identifier of the subject of a signal, under its blind index. Higher rank wins: idNo > phone > account (house.md). */
export interface Identifier {
  readonly key: string;
  readonly rank: Rank;
}
export type Rank = 1 | 2 | 3;

const ranks: readonly [IdentifierKind, Rank][] = [
  ['idNo', 3],
  ['phone', 2],
  ['account', 1],
];

/** Strongest first; never empty, the contract demands one. */
export function identifiersOf(vault: Vault, subject: Signal['subject']): Identifier[] {
  const found: Identifier[] = [];
  for (const [kind, rank] of ranks) {
    const value = subject[kind];
    if (value !== undefined) found.push({ key: vault.blindIndex(kind, value), rank });
  }
  return found;
}
