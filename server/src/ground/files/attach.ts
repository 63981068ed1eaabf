import { randomUUID } from 'node:crypto';
import type { FileState, FileSubject } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import { publish } from '../live/index.ts';
import { notify } from '../notify/index.ts';
import type { Vault } from '../vault/index.ts';
import { keepBlob } from './blobs.ts';
import type { Received } from './receive.ts';
import { findSubject, pageOf } from './subjects.ts';

export interface Upload {
  readonly subject: FileSubject;
  /** Already clean. */
  readonly name: string;
  readonly type: string;
  readonly state: FileState;
}

export const nameContext = (file: string) => `file-name/${file}`;

/** Links a received file to its subject; whoever works on that hears of it. @returns its id, and whether to keep the bytes */
export async function attachFile(
  tx: Tx,
  vault: Vault,
  actor: Actor,
  received: Received,
  { subject, name, type, state }: Upload,
): Promise<{ id: string; isNew: boolean }> {
  const { blob, isNew } = await keepBlob(tx, vault, actor, received, { type, state });
  const id = randomUUID();
  const sealed = await vault.seal(tx, 'files', Buffer.from(name), nameContext(id), new Date());
  await tx.query(
    'INSERT INTO file (id, blob_id, uploaded_by, key_id, name_sealed) VALUES ($1, $2, $3, $4, $5)',
    [id, blob.id, actor.id, sealed.keyId, sealed.sealed],
  );
  await tx.query('INSERT INTO file_link (file_id, subject_kind, subject_id) VALUES ($1, $2, $3)', [
    id,
    subject.kind,
    subject.id,
  ]);
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'file.attached',
    ok: true,
    target: `file/${id}`,
    detail: { subject: `${subject.kind}/${subject.id}`, type, bytes: received.bytes, known: !isNew },
  });
  const found = await findSubject(tx, subject);
  if (found !== undefined) {
    const { worker, placeCode, unitId } = found;
    const at = new Date().toISOString();
    await publish(tx, {
      topic: 'files',
      placeCode,
      unitId,
      body: { type: 'file.attached', id: subject.id, at },
    });
    if (worker !== null) await tellWorker(tx, actor, worker, subject);
  }
  return { id, isNew };
}

async function tellWorker(tx: Tx, actor: Actor, worker: string, subject: FileSubject): Promise<void> {
  await notify(tx, {
    to: { person: worker },
    kind: 'file.attached',
    params: { who: actor.name },
    link: pageOf(subject),
    unitId: actor.unitId,
    except: actor.id,
  });
}
