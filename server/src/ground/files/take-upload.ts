import type { Readable } from 'node:stream';
import type { FileSubject } from '@lanzha/contract';
import { fileTypes } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import type { Disk } from '../disk/index.ts';
import type { Params } from '../params/index.ts';
import { dataKeyFrom, type Vault } from '../vault/index.ts';
import { attachFile } from './attach.ts';
import { checkContent, declaredFits } from './check-content.ts';
import { cleanFileName, extensionOf } from './file-name.ts';
import { contentLimits, maxFileBytes } from './limits.ts';
import { type Received, receive } from './receive.ts';
import { NotTaken } from './refusals.ts';
import type { Scanner } from './scanner.ts';
import { openSealed } from './sealed-file.ts';
import type { Store } from './store.ts';

export interface FilesDeps {
  readonly db: Db;
  readonly vault: Vault;
  readonly params: Params;
  readonly store: Store;
  readonly disk: Pick<Disk, 'state'>;
  /** undefined: nobody looks for viruses, and the list says so. */
  readonly scanner: Scanner | undefined;
}

export interface Incoming {
  readonly source: Readable;
  readonly name: string;
  readonly declared: string;
  readonly subject: FileSubject;
}

/**
 * From the wire to its place: received sealed, looked at, scanned, written down, moved. What is not taken leaves nothing.
 * @returns the file's id @throws NotTaken
 */
export async function takeUpload(deps: FilesDeps, actor: Actor, incoming: Incoming): Promise<string> {
  const { db, vault, params, store } = deps;
  const name = cleanFileName(incoming.name);
  const extension = extensionOf(name);
  if (extension === null) throw new NotTaken('TYPE_NOT_ALLOWED');
  if (!declaredFits(extension, incoming.declared)) throw new NotTaken('TYPE_MISMATCH');
  const limits = { bytes: maxFileBytes(params), rate: params.number('files.rate.least') };
  const received = await receive(incoming.source, store, limits);
  try {
    const state = await judge(deps, actor, received, extension);
    const upload = { subject: incoming.subject, name, type: fileTypes[extension], state };
    return await db.inTransaction(actor.scope, async (tx) => {
      const { id, isNew } = await attachFile(tx, vault, actor, received, upload);
      // Before the commit: a row without its bytes would be worse than bytes without a row, which the sweep removes.
      if (isNew) await store.keep(received.id);
      return id;
    });
  } finally {
    await store.dropTemp(received.id);
  }
}

async function judge(
  { db, params, store, scanner }: FilesDeps,
  actor: Actor,
  { id, key, bytes }: Received,
  extension: keyof typeof fileTypes,
): Promise<'unscanned' | 'waiting' | 'clean'> {
  const file = await openSealed(store.tempPath(id), dataKeyFrom(key), bytes);
  try {
    const refused = await checkContent(extension, file, contentLimits(params));
    if (refused !== null) throw new NotTaken(refused);
    if (scanner === undefined) return 'unscanned';
    const verdict = await scanner(file.stream());
    if (verdict !== 'infected') return verdict === 'clean' ? 'clean' : 'waiting';
  } finally {
    await file.close();
  }
  await db.inTransaction(actor.scope, (tx) =>
    recordAudit(tx, {
      actor: actor.id,
      unitId: actor.unitId,
      event: 'file.refused',
      ok: false,
      detail: { reason: 'infected', extension, bytes },
    }),
  );
  throw new NotTaken('INFECTED');
}
