import type { ZeroingCounts, ZeroingPast, ZeroingPastDay, ZeroingUnit } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { ZeroingDesk } from './desk.ts';
import { countNames } from './sheet.ts';

type Row = ZeroingCounts & { day: string; from: Date; at: Date; frozenAt: Date; explainedLate: number };

const sums = countNames.map((name) => `coalesce(sum(d.${name}), 0)::int AS ${name}`).join(', ');
const pastDays = `SELECT h.day::text AS day, h.from_at AS from, h.at, h.frozen_at AS "frozenAt", ${sums},
    (SELECT count(DISTINCT e.warning_id) FROM zeroing_explanation e JOIN zeroing_left l ON l.day = e.day AND l.warning_id = e.warning_id
     WHERE e.day = h.day AND e.late) AS "explainedLate"
  FROM zeroing_hour h LEFT JOIN zeroing_day d ON d.day = h.day WHERE h.counted`;

/** Days that are over, the newest first; figures are those of the person's scope. */
export async function listDays(
  { tx }: ZeroingDesk,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<{ items: ZeroingPast[]; next: string | null }> {
  const { rows } = await tx.query<Row>(
    `${pastDays} AND ($1::date IS NULL OR h.day < $1::date) GROUP BY h.day ORDER BY h.day DESC LIMIT $2`,
    [before ?? null, limit + 1],
  );
  const items = rows.slice(0, limit).map(toPast);
  return { items, next: rows.length > limit ? (items.at(-1)?.day ?? null) : null };
}

export async function readDay(
  { tx }: ZeroingDesk,
  day: string,
): Promise<ZeroingPastDay | Refusal<'NOT_FOUND'>> {
  const { rows } = await tx.query<Row>(`${pastDays} AND h.day = $1::date GROUP BY h.day`, [day]);
  const [row] = rows;
  if (row === undefined) return refuse('NOT_FOUND');
  const { rows: units } = await tx.query<ZeroingUnit>(
    `SELECT json_build_object('id', u.id, 'name', u.name) AS unit, ${countNames.map((name) => `d.${name}`).join(', ')}
     FROM zeroing_day d JOIN unit u ON u.id = d.unit_id WHERE d.day = $1::date
     ORDER BY d.unexplained DESC, d.open DESC, u.name, u.id`,
    [day],
  );
  return { ...toPast(row), units };
}

const toPast = ({ day, from, at, frozenAt, explainedLate, ...total }: Row): ZeroingPast => ({
  day,
  from: from.toISOString(),
  at: at.toISOString(),
  frozenAt: frozenAt.toISOString(),
  total,
  explainedLate,
});
