/** Where a page ended: the record's time as PostgreSQL prints it, and its id. */
export interface Position {
  readonly at: string;
  readonly id: number;
}

export function encodeCursor({ at, id }: Position): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

const printed = /^(\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}( BC)?|-?infinity)$/;

/** undefined for what is no cursor of ours: the list then starts at its top. */
export function decodeCursor(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(parsed)) return undefined;
    const [at, id]: unknown[] = parsed;
    if (typeof at !== 'string' || !printed.test(at) || !Number.isSafeInteger(id)) return undefined;
    return { at, id: id as number };
  } catch {
    return undefined;
  }
}
