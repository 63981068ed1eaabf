import { hash } from 'node:crypto';

export type IdentifierKind = 'phone' | 'idNo' | 'account';

/** Same person, same spelling: full-width → half-width, no blanks or hyphens, no +86; ids upper case. */
export function normaliseIdentifier(kind: IdentifierKind, value: string): string {
  const plain = isPlain(value) ? value : value.normalize('NFKC').replace(/[\s-]/g, '');
  if (kind !== 'phone') return plain.toUpperCase();
  return plain.replace(/^(?:\+86|0086)(?=1\d{10}$)/, '');
}

const isPlain = (value: string) => /^[0-9A-Za-z]+$/.test(value);

/** Makes blind indexes: equal identifiers give equal keys; without the secret nobody can try numbers (rules.md §10.1). */
export type BlindIndexer = (kind: IdentifierKind, value: string) => string;

const block = 64; // of SM3, bytes

/**
 * HMAC-SM3, first 128 bits as a UUID. Written out over the one-shot hash because it runs for every identifier of every signal:
 * `createHmac` looks its algorithm up each time and costs ten times as much. A test compares it with `createHmac`.
 */
export function blindIndexer(secret: Buffer): BlindIndexer {
  if (secret.length > block) throw new RangeError(`the secret of the blind index has at most ${block} bytes`);
  const inner = pad(secret, 0x36, 256);
  const outer = pad(secret, 0x5c, 32);
  return (kind, value) => {
    const message = kind[0] + normaliseIdentifier(kind, value);
    const length = inner.write(message, block);
    hash('sm3', inner.subarray(0, block + length), 'buffer').copy(outer, block);
    return asUuid(hash('sm3', outer, 'hex'));
  };
}

/** The key XORed with the pad byte, with room for `rest` bytes after it. */
function pad(secret: Buffer, byte: number, rest: number): Buffer {
  const padded = Buffer.alloc(block + rest);
  for (let at = 0; at < block; at++) padded[at] = (secret[at] ?? 0) ^ byte;
  return padded;
}

export function asUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
