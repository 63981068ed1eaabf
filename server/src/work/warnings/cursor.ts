/** Where a page ended: in the open part (by level, running clock, id) or in the closed part (newest first). */
export type Position =
  | { readonly part: 'open'; readonly level: number; readonly due: string; readonly id: string }
  | { readonly part: 'closed'; readonly closedAt: string; readonly id: string };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function encodeCursor(position: Position): string {
  const { id } = position;
  const parts =
    position.part === 'open' ? ['o', position.level, position.due, id] : ['c', 0, position.closedAt, id];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** undefined for what is no cursor of ours: the list then starts at its top. */
export function decodeCursor(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const parts = parsed(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(parts)) return undefined;
  const [part, level, at, id]: unknown[] = parts;
  if (typeof id !== 'string' || !uuid.test(id) || !isInstant(at)) return undefined;
  if (part === 'c') return { part: 'closed', closedAt: at, id };
  if (part === 'o' && typeof level === 'number' && Number.isInteger(level) && level >= 0 && level < 100)
    return { part: 'open', level, due: at, id };
  return undefined;
}

/** As PostgreSQL wrote it: a day that does not exist would make the query fail. */
function isInstant(value: unknown): value is string {
  if (value === 'infinity') return true;
  if (typeof value !== 'string' || !/^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(value))
    return false;
  const parsed = Date.parse(value);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().slice(0, 19) === value.slice(0, 19);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
