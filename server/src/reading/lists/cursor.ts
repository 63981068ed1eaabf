import { type OrderKey, type OrderValue, orderOf } from './orders.ts';

/** Where a page ended: the order it was in, and the values of its last row in that order. */
export function encodeCursor(keys: readonly OrderKey[], values: readonly OrderValue[]): string {
  return Buffer.from(JSON.stringify([spelt(keys), ...values])).toString('base64url');
}

/** undefined for none, for one of another order and for what is no cursor of ours: the list then starts at its top. */
export function decodeCursor(
  keys: readonly OrderKey[],
  cursor: string | undefined,
): OrderValue[] | undefined {
  if (cursor === undefined) return undefined;
  const read = parsed(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(read) || read[0] !== spelt(keys) || read.length !== keys.length + 1) return undefined;
  const values: unknown[] = read.slice(1);
  return values.every((value, i): value is OrderValue => isValueOf(keys[i], value)) ? values : undefined;
}

const spelt = (keys: readonly OrderKey[]) =>
  keys.map(({ by, descending }) => (descending ? '-' : '') + by).join();

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const instant = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** As PostgreSQL wrote it: a day that does not exist would make the query fail. */
function isValueOf(key: OrderKey | undefined, value: unknown): boolean {
  if (key === undefined) return false;
  const { type, values, present } = orderOf(key.by);
  if (value === null) return present !== undefined;
  if (values !== undefined) return values.some((one) => one === value);
  if (type === 'uuid') return typeof value === 'string' && uuid.test(value);
  if (type === 'bigint') return typeof value === 'number' && Number.isSafeInteger(value);
  if (typeof value !== 'string' || !instant.test(value)) return false;
  const read = Date.parse(value);
  return !Number.isNaN(read) && new Date(read).toISOString().slice(0, 19) === value.slice(0, 19);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
