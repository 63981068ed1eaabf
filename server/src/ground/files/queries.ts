import type { FileRow, FileSubject } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { SealBroken, type Vault } from '../vault/index.ts';
import { nameContext } from './attach.ts';
import { type BlobRow, blobColumns } from './blobs.ts';

interface Listed {
  id: string;
  at: Date;
  type: string;
  bytes: number;
  state: FileRow['state'];
  keyId: number;
  nameSealed: Buffer;
  byId: string;
  byName: string;
}

const openName = (
  tx: Tx,
  vault: Vault,
  { id, keyId, nameSealed }: Pick<Listed, 'id' | 'keyId' | 'nameSealed'>,
) => vault.unseal(tx, { keyId, sealed: nameSealed }, nameContext(id)).then(String);

/**
 * The files of one subject, oldest first. Those whose key was destroyed are forgotten and not listed. Their names are masked: as
 * somebody wrote them they come with the bytes alone, which is written down.
 */
export async function listFiles(
  tx: Tx,
  vault: Vault,
  { kind, id }: FileSubject,
  mask: (words: string) => string,
): Promise<FileRow[]> {
  const { rows } = await tx.query<Listed>(
    `SELECT f.id, f.at, b.type, b.bytes, b.state, f.key_id AS "keyId", f.name_sealed AS "nameSealed",
       p.id AS "byId", p.name AS "byName"
     FROM file_link l JOIN file f ON f.id = l.file_id JOIN file_blob b ON b.id = f.blob_id
       JOIN person p ON p.id = f.uploaded_by
     WHERE l.subject_kind = $1 AND l.subject_id = $2 AND (b.gone_at IS NULL OR b.state = 'infected')
     ORDER BY f.at, f.id LIMIT 500`,
    [kind, id],
  );
  const files: FileRow[] = [];
  for (const row of rows) {
    try {
      files.push(toFile(row, mask(await openName(tx, vault, row))));
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
    }
  }
  return files;
}

function toFile({ id, at, type, bytes, state, byId, byName }: Listed, name: string): FileRow {
  const ready = state === 'clean' || state === 'unscanned';
  const preview = !ready
    ? 'none'
    : type.startsWith('image/')
      ? 'image'
      : type.startsWith('text/')
        ? 'text'
        : 'none';
  return { id, name, type, bytes, state, preview, at: at.toISOString(), by: { id: byId, name: byName } };
}

/** One file that the caller may open, with what it belongs to there; null when there is none. */
export async function findFile(
  tx: Tx,
  vault: Vault,
  id: string,
): Promise<{ name: string; blob: BlobRow; subjects: FileSubject[] } | null> {
  const { rows } = await tx.query<
    BlobRow & { fileKeyId: number; nameSealed: Buffer; subjects: FileSubject[] }
  >(
    `SELECT ${blobColumns}, f.key_id AS "fileKeyId", f.name_sealed AS "nameSealed",
       ARRAY(SELECT jsonb_build_object('kind', l.subject_kind, 'id', l.subject_id) FROM file_link l
             WHERE l.file_id = f.id AND file_subject_open(l.subject_kind, l.subject_id)) AS subjects
     FROM file f JOIN file_blob b ON b.id = f.blob_id WHERE f.id = $1 AND b.gone_at IS NULL`,
    [id],
  );
  const row = rows[0];
  if (row === undefined || row.subjects.length === 0) return null;
  const { fileKeyId, nameSealed, subjects, ...blob } = row;
  try {
    return { name: await openName(tx, vault, { id, keyId: fileKeyId, nameSealed }), blob, subjects };
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
