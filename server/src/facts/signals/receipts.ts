import { hash } from 'node:crypto';
import type { Tx } from '../../ground/db/index.ts';
import { asUuid } from '../../ground/vault/index.ts';

/** Who sends: ids are unique within a unit and a source (interfaces.md). */
export interface Sender {
  readonly unitId: string;
  readonly source: string;
}

/** The receipt of an accepted signal: what a repeated id is answered with. */
export interface Receipt {
  readonly idHash: string;
  /** Keyed hash of the content, a signed 64-bit integer in decimal. */
  readonly content: string;
  readonly batchId: number;
  readonly ord: number;
  readonly level: number | null;
  readonly score: number;
  readonly warningId: string | null;
}

// Keyed and cut to half its length, so neither guessing nor extending helps. Two of these run for every signal over all of it:
// one-shot, and SHA-256, which processors compute themselves.
const keyed = (key: string, text: string) => hash('sha256', key + text, 'hex');

export const idHash = (key: string, sender: Sender, id: string): string =>
  asUuid(keyed(key, `${sender.unitId}\n${sender.source}\n${id}`));

export const contentHash = (key: string, canonical: string): string =>
  BigInt.asIntN(64, BigInt(`0x${keyed(key, canonical).slice(0, 16)}`)).toString();

/** Receipts that exist already, by id hash. */
export async function findReceipts(tx: Tx, hashes: readonly string[]): Promise<Map<string, Receipt>> {
  const { rows } = await tx.query<Receipt>({
    name: 'find-receipts',
    text: `SELECT id_hash AS "idHash", content::text AS content, batch_id AS "batchId", ord, level, score, warning_id AS "warningId"
             FROM signal_id WHERE id_hash = ANY ($1::uuid[])`,
    values: [`{${hashes.join(',')}}`],
  });
  return new Map(rows.map((row) => [row.idHash, row]));
}

/** Writes receipts. @returns how many were new: fewer than given means that another batch took an id meanwhile. */
export async function insertReceipts(
  tx: Tx,
  batchId: number,
  receipts: readonly Omit<Receipt, 'batchId'>[],
): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'insert-receipts',
    text: `INSERT INTO signal_id (id_hash, content, batch_id, ord, level, score, warning_id)
           SELECT h, c, $1, o, l, s, w
             FROM unnest($2::uuid[], $3::bigint[], $4::int[], $5::smallint[], $6::smallint[], $7::uuid[]) AS u (h, c, o, l, s, w)
           ON CONFLICT (id_hash) DO NOTHING`,
    values: [
      batchId,
      column(receipts, (r) => r.idHash),
      column(receipts, (r) => r.content),
      column(receipts, (r) => r.ord),
      column(receipts, (r) => r.level),
      column(receipts, (r) => r.score),
      column(receipts, (r) => r.warningId),
    ],
  });
  return rowCount ?? 0;
}

/** An array literal of values that need no quoting (uuid, numbers). */
function column<T>(rows: readonly T[], value: (row: T) => string | number | null): string {
  return `{${rows.map((row) => value(row) ?? 'NULL').join(',')}}`;
}
