// Array parameters in PostgreSQL's binary form. For columns of thousands of values: neither side writes or reads text, and byte
// strings are not doubled by hex digits. Layout: dimensions, has nulls, element type, length, lower bound; then each with its length.

const oids = { bytea: 17, int8: 20, int2: 21, int4: 23, tid: 27, uuid: 2950 } as const;
const header = 20;

function start(oid: number, count: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(header + bytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(1, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(count, 12);
  array.writeInt32BE(1, 16);
  return array;
}

/** Value of an ASCII hex digit; −1 for a hyphen and everything else. */
const digits = new Int8Array(256).fill(-1);
for (let value = 0; value < 16; value++) {
  digits[value.toString(16).charCodeAt(0)] = value;
  digits[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

/** Writes the 16 bytes of a UUID with or without hyphens. @throws RangeError when the text has not 32 hex digits */
export function writeUuid(into: Buffer, at: number, text: string): void {
  let high = -1;
  let end = at;
  for (let index = 0; index < text.length; index++) {
    const digit = digits[text.charCodeAt(index)] ?? -1;
    if (digit < 0) continue;
    if (high < 0) high = digit;
    else {
      into[end++] = (high << 4) | digit;
      high = -1;
    }
  }
  if (end !== at + 16) throw new RangeError('not a uuid');
}

/** `uuid[]` of UUIDs with or without hyphens. */
export function uuidArray(values: readonly (string | null)[]): Buffer {
  const array = start(oids.uuid, values.length, values.length * 20);
  let at = header;
  for (const value of values) {
    if (value === null) at = array.writeInt32BE(-1, at);
    else {
      at = array.writeInt32BE(16, at);
      writeUuid(array, at, value);
      at += 16;
    }
  }
  return array.subarray(0, at);
}

function integers(oid: number, width: 2 | 4, values: readonly (number | null)[]): Buffer {
  const array = start(oid, values.length, values.length * (4 + width));
  let at = header;
  for (const value of values) {
    if (value === null) at = array.writeInt32BE(-1, at);
    else {
      at = array.writeInt32BE(width, at);
      at = width === 2 ? array.writeInt16BE(value, at) : array.writeInt32BE(value, at);
    }
  }
  return array.subarray(0, at);
}

/** `smallint[]`. @throws RangeError beyond 16 bits */
export const int2Array = (values: readonly (number | null)[]): Buffer => integers(oids.int2, 2, values);

/** `integer[]`. @throws RangeError beyond 32 bits */
export const int4Array = (values: readonly (number | null)[]): Buffer => integers(oids.int4, 4, values);

/** `bigint[]` of 64-bit patterns as 16 hex digits each: the highest bit is the sign. */
export function int8ArrayOfHex(values: readonly string[]): Buffer {
  const array = start(oids.int8, values.length, values.length * 12);
  let at = header;
  for (const value of values) {
    at = array.writeInt32BE(8, at);
    if (array.write(value, at, 8, 'hex') !== 8) throw new RangeError('not 16 hex digits');
    at += 8;
  }
  return array;
}

/** Where a version of a row lies: its `ctid`. */
export interface RowPlace {
  readonly block: number;
  readonly offset: number;
}

/** `tid[]`. @throws RangeError beyond 32 and 16 bits */
export function tidArray(places: readonly RowPlace[]): Buffer {
  const array = start(oids.tid, places.length, places.length * 10);
  let at = header;
  for (const { block, offset } of places) {
    at = array.writeInt32BE(6, at);
    at = array.writeUInt16BE(offset, array.writeUInt32BE(block, at));
  }
  return array;
}

/** `bytea[]`. */
export function byteaArray(values: readonly Uint8Array[]): Buffer {
  let bytes = 0;
  for (const value of values) bytes += 4 + value.length;
  const array = start(oids.bytea, values.length, bytes);
  let at = header;
  for (const value of values) {
    at = array.writeInt32BE(value.length, at);
    array.set(value, at);
    at += value.length;
  }
  return array;
}
