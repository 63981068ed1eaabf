import { hash } from 'node:crypto';
import {
  type Giving,
  giving,
  int2Array,
  int4Array,
  int8ArrayOfHex,
  type Tx,
  uuidArray,
} from '../../ground/db/index.ts';

/** Who sends: ids are unique within a unit and a source (interfaces.md). */
export interface Sender {
  readonly unitId: string;
  readonly source: string;
}

/** The receipt of an accepted signal: what a repeated id is answered with. */
export interface Receipt {
  /** 128 bits in hex. */
  readonly idHash: string;
  /** Keyed hash of the content, 64 bits in hex. */
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

/** Keys of receipts for the ids of one sender: 128 bits in hex. */
export type IdHasher = (id: string) => string;

/**
 * The first half is the hash of the run that an id belongs to, the second that of the id: ids that follow each other lie together in
 * the index, however much is stored. Not for keeping: it remembers the last run.
 */
export function idHasher(key: string, sender: Sender): IdHasher {
  let run: string | undefined;
  let ofRun = '';
  return (id) => {
    const its = runOf(id);
    if (its !== run) ofRun = hashOf(key, sender, `run\n${its}`).slice(0, 16);
    run = its;
    return ofRun + hashOf(key, sender, id).slice(0, 16);
  };
}

/** Numbers that count up differ at the end; UUIDs of version 7 begin with the time, a minute in their first eight digits. */
const runOf = (id: string) => (id.length === 36 && id[14] === '7' ? id.slice(0, 8) : id.slice(0, -3));

/** The key of a receipt that was written before receipts lay in runs. */
export const formerIdHash = (key: string, sender: Sender, id: string): string =>
  hashOf(key, sender, id).slice(0, 32);

const hashOf = (key: string, { unitId, source }: Sender, text: string) =>
  keyed(key, `${unitId}\n${source}\n${text}`);

export const contentHash = (key: string, canonical: string): string => keyed(key, canonical).slice(0, 16);

/** Receipts that exist already, by id hash. */
export async function findReceipts(tx: Tx, hashes: readonly string[]): Promise<Map<string, Receipt>> {
  const { rows } = await tx.query<Receipt>({
    name: 'find-receipts',
    text: `SELECT encode(uuid_send(id_hash), 'hex') AS "idHash", encode(int8send(content), 'hex') AS content,
                  batch_id AS "batchId", ord, level, score, warning_id AS "warningId"
             FROM signal_id WHERE id_hash = ANY ($1::uuid[])`,
    values: [uuidArray(hashes)],
  });
  return new Map(rows.map((row) => [row.idHash, row]));
}

/** Writes receipts. Fails with a unique violation of `signal_id_pkey` when another batch took an id meanwhile. */
export function insertingReceipts(
  batchId: number,
  receipts: readonly Omit<Receipt, 'batchId'>[],
): Giving<void> {
  const statement = {
    name: 'insert-receipts',
    text: `INSERT INTO signal_id (id_hash, content, batch_id, ord, level, score, warning_id)
           SELECT h, c, $1, o, l, s, w
             FROM unnest($2::uuid[], $3::bigint[], $4::int[], $5::smallint[], $6::smallint[], $7::uuid[]) AS u (h, c, o, l, s, w)`,
    values: [
      batchId,
      uuidArray(receipts.map((r) => r.idHash)),
      int8ArrayOfHex(receipts.map((r) => r.content)),
      int4Array(receipts.map((r) => r.ord)),
      int2Array(receipts.map((r) => r.level)),
      int2Array(receipts.map((r) => r.score)),
      uuidArray(receipts.map((r) => r.warningId)),
    ],
  };
  return giving(statement, () => undefined);
}
