import { createHmac } from 'node:crypto';
import type { FileState } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import { asUuid, type DataKey, dataKeyFrom, type Vault } from '../vault/index.ts';
import type { Received } from './receive.ts';

export interface BlobRow {
  id: string;
  bytes: number;
  type: string;
  state: FileState;
  keyId: number;
  sealed: Buffer;
}
export const blobColumns = 'b.id, b.bytes, b.type, b.state, b.key_id AS "keyId", b.sealed';

/**
 * Where a content lies in the eyes of one unit: a keyed hash, so that nobody with the table alone can ask whether some
 * known picture is there, and two units never learn that they hold the same.
 */
export function addressOf(vault: Vault, unitId: string, sha256: Buffer): string {
  const key = Buffer.from(vault.contentKey, 'hex');
  return asUuid(createHmac('sm3', key).update(`file ${unitId} `).update(sha256).digest('hex'));
}

/** Writes down a new content, or finds the unit's same one. @returns the row, and whether the received bytes are it */
export async function keepBlob(
  tx: Tx,
  vault: Vault,
  actor: Actor,
  { id, key, sha256, bytes }: Received,
  { type, state }: { type: string; state: FileState },
): Promise<{ blob: BlobRow; isNew: boolean }> {
  const address = addressOf(vault, actor.unitId, sha256);
  const plain = Buffer.concat([key, sha256]);
  const { keyId, sealed } = await vault.seal(tx, 'files', plain, `file-blob/${id}`, new Date());
  const insert = () =>
    tx.query(
      `INSERT INTO file_blob (id, unit_id, place_code, address, bytes, type, state, key_id, sealed, scanned_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $7 = 'clean' THEN now() END)
     ON CONFLICT (unit_id, address) WHERE gone_at IS NULL DO NOTHING`,
      [id, actor.unitId, actor.placeCode, address, bytes, type, state, keyId, sealed],
    );
  // Held until commit against being forgotten; one that is forgotten while we wait for it is not ours any more.
  const find = async () => {
    const { rows } = await tx.query<BlobRow>(
      `SELECT ${blobColumns} FROM file_blob b WHERE b.unit_id = $1 AND b.address = $2 AND b.gone_at IS NULL FOR SHARE`,
      [actor.unitId, address],
    );
    return rows[0];
  };
  await insert();
  let blob = await find();
  if (blob === undefined) {
    await insert();
    blob = await find();
  }
  if (blob === undefined) throw new Error('the content just written is not there');
  return { blob, isNew: blob.id === id };
}

/** The key of one stored file. @throws SealBroken when it was forgotten */
export async function keyOfBlob(tx: Tx, vault: Vault, { id, keyId, sealed }: BlobRow): Promise<DataKey> {
  const plain = await vault.unseal(tx, { keyId, sealed }, `file-blob/${id}`);
  return dataKeyFrom(plain.subarray(0, 48));
}
