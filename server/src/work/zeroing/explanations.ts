import type { ZeroingExplanation, ZeroingReason } from '@lanzha/contract';
import { maskerFor } from '../warnings/index.ts';
import type { ZeroingDesk } from './desk.ts';
import { openSaid } from './words.ts';

interface Row {
  readonly id: string;
  readonly warningId: string;
  readonly day: string;
  readonly at: Date;
  readonly by: { readonly id: string; readonly name: string };
  readonly reason: ZeroingReason;
  readonly until: Date;
  readonly late: boolean;
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
}

const columns = `e.id, e.warning_id AS "warningId", e.day::text AS day, e.at, e.reason, e.until, e.late, e.key_id AS "keyId", e.sealed,
  json_build_object('id', p.id, 'name', p.name) AS by`;

/** Which explanation of each warning: `newest` of those of a day, or of the days before it. */
const wanted = {
  'of-day': 'e.day = $2 AND NOT e.late',
  'late-of-day': 'e.day = $2 AND e.late',
  'before-day': 'e.day < $2',
} as const;

export type Explanations = ReadonlyMap<string, ZeroingExplanation>;

/** The newest explanation of each of these warnings, by warning; words masked with all that is known today. */
export async function readExplanations(
  desk: Pick<ZeroingDesk, 'tx' | 'vault'>,
  which: keyof typeof wanted,
  day: string,
  warnings: readonly string[],
): Promise<Explanations> {
  const { rows } = await desk.tx.query<Row>({
    name: `read-zeroing-${which}`,
    text: `SELECT DISTINCT ON (e.warning_id) ${columns} FROM zeroing_explanation e JOIN person p ON p.id = e.actor_id
           WHERE e.warning_id = ANY ($1::uuid[]) AND ${wanted[which]}
           ORDER BY e.warning_id, e.day DESC, e.at DESC, e.id DESC`,
    values: [warnings, day],
  });
  return toExplanations(desk, rows);
}

/** @throws RangeError when it is not there or outside the scope */
export async function getExplanation(
  desk: Pick<ZeroingDesk, 'tx' | 'vault'>,
  id: string,
): Promise<ZeroingExplanation> {
  const { rows } = await desk.tx.query<Row>(
    `SELECT ${columns} FROM zeroing_explanation e JOIN person p ON p.id = e.actor_id WHERE e.id = $1`,
    [id],
  );
  const [one] = [...(await toExplanations(desk, rows)).values()];
  if (one === undefined) throw new RangeError(`explanation ${id} is not there`);
  return one;
}

async function toExplanations(
  desk: Pick<ZeroingDesk, 'tx' | 'vault'>,
  rows: readonly Row[],
): Promise<Explanations> {
  if (rows.length === 0) return new Map();
  const mask = await maskerFor(
    desk,
    rows.map(({ warningId }) => warningId),
  );
  const found = new Map<string, ZeroingExplanation>();
  for (const { id, warningId, at, until, keyId, sealed, ...row } of rows) {
    const said = await openSaid(desk, id, { keyId, sealed });
    found.set(warningId, {
      day: row.day,
      at: at.toISOString(),
      by: row.by,
      reason: row.reason,
      words: mask(warningId, said?.words ?? null),
      next: mask(warningId, said?.next ?? null),
      until: until.toISOString(),
      late: row.late,
    });
  }
  return found;
}
