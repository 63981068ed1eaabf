import { inOwnScope, type Tx } from '../../ground/db/index.ts';

export interface DissuasionFigures {
  readonly warned: number;
  readonly cheatedAfter: number;
  readonly rate: number | null;
  readonly followUps: { readonly done: number; readonly late: number; readonly open: number };
}

/** Warning `w` lies in the own scope: what is only lent counts nowhere. */
const own = inOwnScope('w.place_code', 'w.unit_id');

/**
 * 预警后被骗率: of the warnings received in the period that were about a real danger and no duplicate, those with a review
 * of failed dissuasion. A review that was found to be a mistake does not count. Follow-ups are those planned in the period.
 */
export async function dissuasionFigures(tx: Tx, from: string, to: string): Promise<DissuasionFigures> {
  const { rows: warned } = await tx.query<{ warned: number; cheated: number }>({
    name: 'count-cheated-after-warning',
    text: `SELECT count(*) AS warned, count(*) FILTER (WHERE EXISTS (
             SELECT FROM mandatory_review r WHERE r.warning_id = w.id AND r.kind = 'dissuasion_failed'
               AND r.state <> 'withdrawn' AND r.finding IS DISTINCT FROM 'mistaken')) AS cheated
           FROM warning w WHERE w.received_at >= $1 AND w.received_at < $2 AND ${own}
             AND (w.outcome IS NULL OR w.outcome NOT IN ('not_matched', 'duplicate'))`,
    values: [from, to],
  });
  const { rows: looked } = await tx.query<{ done: number; late: number; open: number }>({
    name: 'count-follow-ups-of-period',
    text: `SELECT count(*) FILTER (WHERE state = 'done') AS done,
             count(*) FILTER (WHERE state = 'done' AND ended_at > due_at) AS late,
             count(*) FILTER (WHERE state = 'open') AS open
           FROM follow_up WHERE planned_at >= $1 AND planned_at < $2`,
    values: [from, to],
  });
  const { warned: count, cheated } = warned[0] ?? { warned: 0, cheated: 0 };
  return {
    warned: count,
    cheatedAfter: cheated,
    rate: count === 0 ? null : cheated / count,
    followUps: looked[0] ?? { done: 0, late: 0, open: 0 },
  };
}
