import { hash } from 'node:crypto';

/** As PostgreSQL prints it; null is not the empty text. */
export type Field = string | null;

/** HMAC-SM3 over a purpose and fields, in hex. Each field goes in with its length, so no two lists look alike. */
export type Mac = (purpose: string, fields: readonly Field[]) => string;

const block = 64; // of SM3, bytes

/** Written out over the one-shot hash: `createHmac` costs several times as much. A test compares the two. */
export function openMac(key: Buffer): Mac {
  if (key.length > block) throw new RangeError(`an audit key has at most ${block} bytes`);
  const inner = pad(key, 0x36, 0);
  const outer = pad(key, 0x5c, 32);
  return (purpose, fields) => {
    const message = encode(purpose, fields, block);
    inner.copy(message);
    outer.write(hash('sm3', message, 'binary'), block, 'binary'); // a buffer for each would keep the collector busy
    return hash('sm3', outer, 'hex');
  };
}

/** What is authenticated, after `room` free bytes: purpose and fields, each as a flag, its length and its bytes. */
export function encode(purpose: string, fields: readonly Field[], room = 0): Buffer {
  const parts = [purpose, ...fields];
  const size = parts.reduce((sum, part) => sum + (part === null ? 1 : 5 + Buffer.byteLength(part)), room);
  const bytes = Buffer.allocUnsafe(size);
  let at = room;
  for (const part of parts) {
    at = bytes.writeUInt8(part === null ? 0 : 1, at);
    if (part === null) continue;
    const length = bytes.write(part, at + 4);
    bytes.writeUInt32BE(length, at);
    at += 4 + length;
  }
  return bytes;
}

/** The key XORed with the pad byte, with room for `rest` bytes after it. */
function pad(key: Buffer, byte: number, rest: number): Buffer {
  const padded = Buffer.alloc(block + rest);
  for (let at = 0; at < block; at++) padded[at] = (key[at] ?? 0) ^ byte;
  return padded;
}
