import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** What is stored was altered, or sealed under another key. */
export class SealBroken extends Error {
  override name = 'SealBroken';
}

/** 16 bytes for SM4, 32 bytes for HMAC-SM3. As key objects: of bytes the runtime finds out each time, by an exception, that they are none. */
export interface DataKey {
  readonly cipher: KeyObject;
  readonly mac: KeyObject;
}
export const dataKeyBytes = 48;

export function dataKeyFrom(bytes: Buffer): DataKey {
  if (bytes.length !== dataKeyBytes) throw new RangeError(`a data key has ${dataKeyBytes} bytes`);
  return { cipher: createSecretKey(bytes.subarray(0, 16)), mac: createSecretKey(bytes.subarray(16)) };
}

/**
 * Seals bytes: SM4-CTR, then HMAC-SM3 over nonce, context and ciphertext (encrypt then MAC, house.md).
 * Layout: nonce (16) · ciphertext · tag (32). `context` is bound but not stored: a sealed value moved elsewhere breaks.
 */
export function seal(key: DataKey, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(16);
  const cipher = createCipheriv('sm4-ctr', key.cipher, nonce);
  const body = Buffer.concat([nonce, cipher.update(plain), cipher.final()]);
  return Buffer.concat([body, tagOf(key, body, context)]);
}

/** @throws SealBroken when the tag does not fit */
export function unseal(key: DataKey, sealed: Buffer, context: string): Buffer {
  if (sealed.length < 48) throw new SealBroken('sealed value is too short');
  const body = sealed.subarray(0, -32);
  if (!timingSafeEqual(tagOf(key, body, context), sealed.subarray(-32)))
    throw new SealBroken('seal does not fit');
  const decipher = createDecipheriv('sm4-ctr', key.cipher, body.subarray(0, 16));
  return Buffer.concat([decipher.update(body.subarray(16)), decipher.final()]);
}

function tagOf(key: DataKey, body: Buffer, context: string): Buffer {
  return createHmac('sm3', key.mac).update(`${context.length}:${context}`).update(body).digest();
}
