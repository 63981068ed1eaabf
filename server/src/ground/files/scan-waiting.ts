import { recordAudit } from '../audit/index.ts';
import { machine, type Tx } from '../db/index.ts';
import { notify } from '../notify/index.ts';
import { SealBroken } from '../vault/index.ts';
import { type BlobRow, blobColumns, keyOfBlob } from './blobs.ts';
import { openSealed } from './sealed-file.ts';
import type { FilesDeps } from './take-upload.ts';

/** Scans what waits, oldest first, until the scanner is not there again. Repeatable. @returns how many were judged */
export async function scanWaiting(deps: FilesDeps, signal: AbortSignal): Promise<number> {
  const { db, scanner } = deps;
  if (scanner === undefined) return 0;
  const { rows } = await db.inTransaction(machine, (tx) =>
    tx.query<BlobRow>(
      `SELECT ${blobColumns} FROM file_blob b WHERE state = 'waiting' AND gone_at IS NULL ORDER BY created_at LIMIT 100`,
    ),
  );
  let judged = 0;
  for (const blob of rows) {
    if (signal.aborted || !(await scanOne(deps, blob))) break;
    judged += 1;
  }
  return judged;
}

async function scanOne(deps: FilesDeps, blob: BlobRow): Promise<boolean> {
  const { db, vault, store, scanner } = deps;
  const key = await db
    .inTransaction(machine, (tx) => keyOfBlob(tx, vault, blob))
    .catch((error: unknown) => {
      if (error instanceof SealBroken) return null; // forgotten meanwhile: the sweep removes it
      throw error;
    });
  if (key === null || scanner === undefined) return true;
  const file = await openSealed(store.pathOf(blob.id), key, blob.bytes);
  const verdict = await scanner(file.stream()).finally(() => file.close());
  if (verdict === 'unavailable') return false;
  await db.inTransaction(machine, async (tx) => {
    await tx.query(
      `UPDATE file_blob SET state = $2, scanned_at = now(), gone_at = CASE WHEN $2 = 'infected' THEN now() END
       WHERE id = $1 AND state = 'waiting'`,
      [blob.id, verdict],
    );
    if (verdict === 'infected') await tellUploaders(tx, blob.id);
  });
  if (verdict === 'infected') await store.remove(blob.id);
  return true;
}

async function tellUploaders(tx: Tx, blobId: string): Promise<void> {
  const { rows } = await tx.query<{ id: string; person: string; kind: string; subject: string }>(
    `SELECT f.id, f.uploaded_by AS person, l.subject_kind AS kind, l.subject_id AS subject
     FROM file f JOIN file_link l ON l.file_id = f.id WHERE f.blob_id = $1`,
    [blobId],
  );
  for (const { id, person, kind, subject } of rows) {
    const event = 'file.infected';
    await recordAudit(tx, { actor: null, unitId: null, event, ok: false, target: `file/${id}` });
    const link = kind === 'warning' ? `/warnings/${subject}` : undefined;
    await notify(tx, { to: { person }, kind: event, urgent: true, ...(link === undefined ? {} : { link }) });
  }
}
