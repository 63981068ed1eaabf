import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import type { DataKey } from '../vault/index.ts';
import { type BlobRow, keyOfBlob } from './blobs.ts';
import { findFile } from './queries.ts';
import { openSealed, type SealedReader } from './sealed-file.ts';
import { mayRead } from './subjects.ts';
import type { FilesDeps } from './take-upload.ts';

export interface Openable {
  readonly name: string;
  readonly blob: BlobRow;
  readonly key: DataKey;
}

/** Finds a file that may be opened now, and writes down who opens it and how. */
export async function prepareOpening(
  tx: Tx,
  { vault }: Pick<FilesDeps, 'vault'>,
  actor: Actor,
  id: string,
  event: 'file.downloaded' | 'file.viewed',
): Promise<Openable | Refusal<'NOT_FOUND'> | Refusal<'NOT_READY'>> {
  const found = await findFile(tx, vault, id);
  if (found === null || !found.kinds.some((kind) => mayRead(actor.acts, kind))) return refuse('NOT_FOUND');
  const { name, blob } = found;
  if (blob.state !== 'clean' && blob.state !== 'unscanned') return refuse('NOT_READY');
  const key = await keyOfBlob(tx, vault, blob);
  const detail = { type: blob.type, bytes: blob.bytes };
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event,
    ok: true,
    target: `file/${id}`,
    detail,
  });
  return { name, blob, key };
}

export function readOpened(
  { store }: Pick<FilesDeps, 'store'>,
  { blob, key }: Openable,
): Promise<SealedReader> {
  return openSealed(store.pathOf(blob.id), key, blob.bytes);
}
