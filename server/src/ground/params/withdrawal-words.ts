import { type Db, machine, type Tx } from '../db/index.ts';
import { maskText, openReason, sealReason, type Vault } from '../vault/index.ts';

const targetOf = (version: number) => `params/withdrawal/${version}`;

/** Why a version was taken back, as it is stored: json of its seal. */
export async function sealWhy(
  tx: Tx,
  vault: Vault,
  version: number,
  why: string,
  now: Date,
): Promise<string> {
  return JSON.stringify(await sealReason(tx, vault, why, targetOf(version), now));
}

/** Why each of these versions was taken back, numbers masked, by its id. */
export async function readWhysOfWithdrawals(
  tx: Tx,
  vault: Vault,
  versions: readonly number[],
): Promise<Map<number, string>> {
  const { rows } = await tx.query<{ id: number; clear: string | null; sealed: unknown }>(
    `SELECT param_id AS id, why AS clear, why_sealed AS sealed FROM rule_param_withdrawal WHERE param_id = ANY ($1)`,
    [versions],
  );
  const whys = new Map<number, string>();
  for (const { id, clear, sealed } of rows)
    whys.set(id, maskText(clear ?? (await openReason(tx, vault, sealed, targetOf(id))) ?? '—'));
  return whys;
}

/** Seals what earlier releases left in clear; there are few. */
export async function sealOldWithdrawals(db: Db, vault: Vault): Promise<void> {
  await db.inTransaction(machine, async (tx) => {
    const { rows } = await tx.query<{ id: number; why: string }>(
      'SELECT param_id AS id, why FROM rule_param_withdrawal WHERE why IS NOT NULL FOR UPDATE',
    );
    const now = new Date();
    for (const { id, why } of rows)
      await tx.query('UPDATE rule_param_withdrawal SET why = NULL, why_sealed = $2 WHERE param_id = $1', [
        id,
        await sealWhy(tx, vault, id, why, now),
      ]);
  });
}
