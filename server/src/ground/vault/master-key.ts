import { createHmac, hkdfSync } from 'node:crypto';
import { type KeyFileContent, makeKeyFile, readKeyFile } from './key-file.ts';
import { type DataKey, dataKeyBytes, dataKeyFrom } from './seal.ts';

export { KeyFileError } from './key-file.ts';

/** What the key file gives: keys to wrap data keys with, keys for blind indexes and id hashes, and one for the audit chain. */
export interface MasterKeys {
  /** The newest key to wrap data keys with. */
  readonly wrapping: DataKey;
  /** All of them by generation; more than one while the master key is being changed. */
  readonly wrappings: ReadonlyMap<number, DataKey>;
  readonly index: Buffer;
  readonly content: Buffer;
  /** Of the audit records, their chain and its anchors (ground/audit). */
  readonly audit: Buffer;
}

/**
 * Reads the key file, or makes it when `create` is set. It lies outside the database, mode 0600: whoever has a dump but
 * not this file reads nothing personal.
 * @throws KeyFileError
 */
export async function openKeyFile(path: string, create: boolean): Promise<MasterKeys> {
  if (create) await makeKeyFile(path);
  return keysOf(await readKeyFile(path));
}

export function masterKeysFrom(secret: Buffer): MasterKeys {
  return keysOf({ form: 1, secret });
}

export function keysOf(file: KeyFileContent): MasterKeys {
  const { index, content, audit, wrappings } = partsOf(file);
  const keys = new Map([...wrappings].map(([generation, bytes]) => [generation, dataKeyFrom(bytes)]));
  const newest = keys.get(Math.max(...keys.keys()));
  if (newest === undefined) throw new RangeError('a key file without a wrapping key');
  return { wrapping: newest, wrappings: keys, index, content, audit };
}

/** Everything written out: what rotation puts into the file, so that the old secret itself can go. */
export function partsOf(file: KeyFileContent): Extract<KeyFileContent, { form: 2 }> {
  if (file.form === 2) return file;
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', file.secret, Buffer.alloc(0), `lanzha ${purpose}`, bytes));
  return {
    form: 2,
    index: derive('blind index', 32),
    content: derive('content hash', 32),
    audit: derive('audit', 32),
    wrappings: new Map([[0, derive('wrapping', dataKeyBytes)]]),
  };
}

/** Says whose key file it is without saying anything of the keys; rotation leaves it as it is. */
export function fingerprintOf({ content }: MasterKeys): string {
  return createHmac('sha256', content).update('lanzha key file').digest('hex').slice(0, 32);
}
