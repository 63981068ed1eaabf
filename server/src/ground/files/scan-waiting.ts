import { recordAudit } from '../audit/index.ts';
import { type Db, machine, type Tx } from '../db/index.ts';
import { notify } from '../notify/index.ts';
import { SealBroken } from '../vault/index.ts';
import { type BlobRow, blobColumns, keyOfBlob } from './blobs.ts';
import type { Scanner } from './scanner.ts';
import { openSealed } from './sealed-file.ts';
import type { FilesDeps } from './take-upload.ts';

/** What could not be read is asked for again after so long: until then it holds nobody up. */
const readAgainAfter = '1 day';

/**
 * Scans what waits, oldest first, until the scanner is not there again. One that is missing or damaged is written down and
 * passed over. Repeatable. @returns how many were judged
 */
export async function scanWaiting(deps: FilesDeps, signal: AbortSignal): Promise<number> {
  const { db, scanner } = deps;
  if (scanner === undefined) return 0;
  const { rows } = await db.inTransaction(machine, (tx) =>
    tx.query<BlobRow>(
      `SELECT ${blobColumns} FROM file_blob b WHERE state = 'waiting' AND gone_at IS NULL
         AND (unreadable_at IS NULL OR unreadable_at < now() - interval '${readAgainAfter}') ORDER BY created_at LIMIT 100`,
    ),
  );
  let judged = 0;
  for (const blob of rows) {
    if (signal.aborted) break;
    const result = await scanOne(deps, scanner, blob);
    if (result === 'unavailable') break;
    if (result === 'unreadable') await noteUnreadable(db, blob.id);
    else judged += 1;
  }
  return judged;
}

async function scanOne(
  deps: FilesDeps,
  scanner: Scanner,
  blob: BlobRow,
): Promise<'judged' | 'unavailable' | 'unreadable'> {
  const { db, vault, store } = deps;
  const key = await db
    .inTransaction(machine, (tx) => keyOfBlob(tx, vault, blob))
    .catch((error: unknown) => {
      if (error instanceof SealBroken) return null; // forgotten meanwhile, and the sweep removes it; or damaged
      throw error;
    });
  const file =
    key === null
      ? undefined
      : await openSealed(store.pathOf(blob.id), key, blob.bytes).catch(() => undefined);
  if (file === undefined) return 'unreadable';
  let broken = false;
  const content = async function* () {
    try {
      yield* file.stream();
    } catch (error) {
      broken = true;
      throw error;
    }
  };
  const verdict = await scanner(content())
    .catch((error: unknown) => {
      if (broken) return 'unavailable' as const;
      throw error;
    })
    .finally(() => file.close());
  if (broken) return 'unreadable'; // whatever a scanner says of a part
  if (verdict === 'unavailable') return verdict;
  await db.inTransaction(machine, async (tx) => {
    await tx.query(
      `UPDATE file_blob SET state = $2, scanned_at = now(), unreadable_at = NULL,
         gone_at = CASE WHEN $2 = 'infected' THEN now() END
       WHERE id = $1 AND state = 'waiting'`,
      [blob.id, verdict],
    );
    if (verdict === 'infected') await tellUploaders(tx, blob.id);
  });
  if (verdict === 'infected') await store.remove(blob.id);
  return 'judged';
}

/** Once: what stays unreadable is no news. */
async function noteUnreadable(db: Db, id: string): Promise<void> {
  await db.inTransaction(machine, async (tx) => {
    const { rows } = await tx.query<{ known: boolean }>(
      `UPDATE file_blob b SET unreadable_at = now() FROM file_blob old
       WHERE b.id = $1 AND old.id = b.id AND b.gone_at IS NULL RETURNING old.unreadable_at IS NOT NULL AS known`,
      [id],
    );
    if (rows[0]?.known !== false) return;
    const event = 'file.unreadable';
    await recordAudit(tx, { actor: null, unitId: null, event, ok: false, target: `file-blob/${id}` });
  });
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
