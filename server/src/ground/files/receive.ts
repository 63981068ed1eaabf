import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { dataKeyBytes, dataKeyFrom } from '../vault/index.ts';
import { NotTaken } from './refusals.ts';
import { createSealed } from './sealed-file.ts';
import type { Store } from './store.ts';

/** A complete upload that lies sealed among the incoming; nobody has decided about it yet. */
export interface Received {
  readonly id: string;
  readonly key: Buffer;
  readonly sha256: Buffer;
  readonly bytes: number;
}

export interface ReceiveLimits {
  readonly bytes: number;
  /** Bytes a second that must come at least, over each `windowMs`. */
  readonly rate: number;
  readonly windowMs?: number;
}

/**
 * Seals what comes while it comes: plain content never touches the disk. Whatever fails leaves nothing behind.
 * @throws NotTaken
 */
export async function receive(source: Readable, store: Store, limits: ReceiveLimits): Promise<Received> {
  const id = randomUUID();
  const key = randomBytes(dataKeyBytes);
  try {
    const { sha256, bytes } = await writeDown(source, store.tempPath(id), key, limits);
    return { id, key, sha256, bytes };
  } catch (error) {
    source.destroy();
    await store.dropTemp(id).catch(() => undefined);
    throw asNotTaken(error);
  }
}

/** @param flags for opening; tests write to a device that is always full */
export async function writeDown(
  source: Readable,
  path: string,
  key: Buffer,
  limits: ReceiveLimits,
  flags?: string,
): Promise<{ sha256: Buffer; bytes: number }> {
  const { rate, windowMs = 10_000 } = limits;
  const writer = await createSealed(path, dataKeyFrom(key), flags);
  const hash = createHash('sha256');
  let bytes = 0;
  let atLast = 0;
  const watch = setInterval(() => {
    if (bytes - atLast < (rate * windowMs) / 1_000) source.destroy(new NotTaken('TOO_SLOW'));
    atLast = bytes;
  }, windowMs);
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limits.bytes) throw new NotTaken('TOO_LARGE');
      hash.update(chunk);
      await writer.write(chunk);
    }
    if ('truncated' in source && source.truncated === true) throw new NotTaken('TOO_LARGE');
    if (bytes === 0) throw new NotTaken('EMPTY');
    await writer.finish();
    return { sha256: hash.digest(), bytes };
  } finally {
    clearInterval(watch);
    await writer.close();
  }
}

export function asNotTaken(error: unknown): unknown {
  if (error instanceof NotTaken) return error;
  const code = String((error as { code?: unknown }).code ?? '');
  if (code === 'ENOSPC' || code === 'EDQUOT') return new NotTaken('DISK_FULL');
  if (/^FST_|PREMATURE|ECONNRESET|ABORT/.test(code)) return new NotTaken('CUT_OFF');
  return error instanceof Error && /unexpected end|terminated/i.test(error.message)
    ? new NotTaken('CUT_OFF')
    : error;
}
