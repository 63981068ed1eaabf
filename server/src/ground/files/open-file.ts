import type { FileSubject } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import { type Refusal, refuse } from '../refusal/index.ts';
import { type DataKey, SealBroken } from '../vault/index.ts';
import { type BlobRow, keyOfBlob } from './blobs.ts';
import { findFile } from './queries.ts';
import { openSealed, type SealedReader } from './sealed-file.ts';
import { mayRead } from './subjects.ts';
import type { FilesDeps } from './take-upload.ts';

export interface Openable {
  readonly name: string;
  /** What it belongs to, as far as the reader sees that. */
  readonly subjects: readonly FileSubject[];
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
  if (found === null || !found.subjects.some(({ kind }) => mayRead(actor.acts, kind)))
    return refuse('NOT_FOUND');
  const { name, blob, subjects } = found;
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
  return { name, blob, key, subjects };
}

/**
 * The bytes of a file that may be opened. Its beginning is read at once, so that what is missing (it did not come back with a
 * backup) or damaged is answered with a sentence.
 */
export async function readOpened(
  { store }: Pick<FilesDeps, 'store'>,
  { blob, key }: Openable,
): Promise<SealedReader | Refusal<'CONTENT_LOST'>> {
  const file = await openSealed(store.pathOf(blob.id), key, blob.bytes).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return refuse('CONTENT_LOST');
  try {
    await file.read(0, 1);
    return file;
  } catch (error) {
    await file.close();
    if (error instanceof SealBroken) return refuse('CONTENT_LOST');
    throw error;
  }
}
