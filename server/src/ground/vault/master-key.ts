import { hkdfSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type DataKey, dataKeyBytes, dataKeyFrom } from './seal.ts';

/** What the key file gives: a key to wrap data keys with, keys for blind indexes and id hashes, and one for the audit chain. */
export interface MasterKeys {
  readonly wrapping: DataKey;
  readonly index: Buffer;
  readonly content: Buffer;
  /** Of the audit records, their chain and its anchors (ground/audit). */
  readonly audit: Buffer;
}

/** The key file is missing although data are sealed, or it is not one of ours. */
export class KeyFileError extends Error {
  override name = 'KeyFileError';
}

/**
 * Reads the key file (64 random bytes in hex), or makes it when `create` is set. It lies outside the database, mode 0600:
 * whoever has a dump but not this file reads nothing personal.
 */
export async function openKeyFile(path: string, create: boolean): Promise<MasterKeys> {
  if (create) await makeKeyFile(path);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new KeyFileError(`找不到密钥文件 ${path}。没有它,库中的个人信息无法解开;请从密钥备份恢复。`);
  if (!/^[0-9a-f]{128}\s*$/.test(text))
    throw new KeyFileError(`密钥文件 ${path} 的内容不对,请从密钥备份恢复。`);
  return masterKeysFrom(Buffer.from(text.trim(), 'hex'));
}

export function masterKeysFrom(secret: Buffer): MasterKeys {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `lanzha ${purpose}`, bytes));
  return {
    wrapping: dataKeyFrom(derive('wrapping', dataKeyBytes)),
    index: derive('blind index', 32),
    content: derive('content hash', 32),
    audit: derive('audit', 32),
  };
}

async function makeKeyFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  });
  if (file === undefined) return;
  await file.writeFile(`${randomBytes(64).toString('hex')}\n`);
  await file.sync();
  await file.close();
  await chmod(path, 0o600);
}
