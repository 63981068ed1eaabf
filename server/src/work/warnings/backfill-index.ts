import type { Signal } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { SealBroken, type Vault } from '../../ground/vault/index.ts';
import { indexKeysOf } from './index-keys.ts';

interface Evidence {
  readonly warningId: string;
  readonly batchId: number;
  readonly ord: number;
  readonly keyId: number;
  readonly sealed: Buffer;
}

/**
 * Enters some warnings from before the index existed, in the order of their ids.
 * @returns the id of the last one done, or null when none is left
 */
export async function backfillIndex(
  tx: Tx,
  vault: Vault,
  after: string | null,
  atOnce = 200,
): Promise<string | null> {
  const { rows: warnings } = await tx.query<{ id: string }>(
    'SELECT id FROM warning WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2',
    [after, atOnce],
  );
  if (warnings.length === 0) return null;
  const { rows } = await tx.query<Evidence>(
    `SELECT warning_id AS "warningId", batch_id AS "batchId", ord, key_id AS "keyId", sealed FROM warning_evidence
     WHERE warning_id = ANY ($1)`,
    [warnings.map(({ id }) => id)],
  );
  const found: [key: string, warning: string][] = [];
  for (const row of rows) {
    const signal = await openEvidence(tx, vault, row);
    if (signal === undefined) continue; // forgotten
    found.push(...indexKeysOf(vault, signal.subject).map((key) => [key, row.warningId] as [string, string]));
  }
  await tx.query(
    `INSERT INTO warning_index (key, warning_id)
     SELECT DISTINCT k, w FROM unnest($1::uuid[], $2::uuid[]) AS i (k, w) ORDER BY k, w ON CONFLICT DO NOTHING`,
    [found.map(([key]) => key), found.map(([, id]) => id)],
  );
  return warnings.at(-1)?.id ?? null;
}

async function openEvidence(tx: Tx, vault: Vault, row: Evidence): Promise<Signal | undefined> {
  try {
    const plain = await vault.unseal(tx, row, `evidence/${row.warningId}/${row.batchId}/${row.ord}`);
    return JSON.parse(plain.toString()) as Signal;
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
