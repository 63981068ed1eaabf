import type { ParamVersion } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import type { Vault } from '../vault/index.ts';
import { readWhysOfWithdrawals } from './withdrawal-words.ts';

export interface WhysDeps {
  readonly vault: Vault;
  /** Reasons of requests by their ids: they lie sealed in another room. */
  readonly read: (tx: Tx, approvals: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Versions with why each was asked for and taken back. */
export async function withWhys(
  tx: Tx,
  versions: readonly ParamVersion[],
  { vault, read }: WhysDeps,
): Promise<ParamVersion[]> {
  const ids = versions.map(({ id }) => id);
  const { rows } = await tx.query<{ id: number; approval: string }>(
    'SELECT id, approval_id AS approval FROM rule_param WHERE id = ANY ($1) AND approval_id IS NOT NULL',
    [ids],
  );
  const approvals = rows.map(({ approval }) => approval);
  const [asked, taken] = [await read(tx, approvals), await readWhysOfWithdrawals(tx, vault, ids)];
  const byVersion = new Map(rows.map(({ id, approval }) => [id, asked.get(approval)]));
  return versions.map(({ proposed, withdrawn, ...version }) => ({
    ...version,
    proposed: proposed && { ...proposed, why: byVersion.get(version.id) ?? '—' },
    withdrawn: withdrawn && { ...withdrawn, why: taken.get(version.id) ?? '—' },
  }));
}
