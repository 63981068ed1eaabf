import { type PersonView, type SignalKind, signalKinds } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';

const days = 30;

/** Signals that became evidence of these warnings, each once (a later warning rests on earlier ones too), by kind and day of the last thirty; days end at `now`. */
export async function countSignals(
  tx: Tx,
  warnings: readonly string[],
  now: Date,
): Promise<PersonView['signals']> {
  const { rows } = await tx.query<{ kind: SignalKind; ago: number; count: number }>({
    name: 'count-signals-of-person',
    text: `SELECT kind, floor(extract(epoch FROM $2::timestamptz - at) / 86400)::integer AS ago,
             count(DISTINCT (batch_id, ord)) AS count
           FROM warning_evidence
           WHERE warning_id = ANY ($1::uuid[]) AND at <= $2 AND at > $2::timestamptz - ${days} * interval '1 day'
           GROUP BY kind, ago`,
    values: [warnings, now],
  });
  const kinds = signalKinds.flatMap((kind) => {
    const byDay = Array.from({ length: days }, () => 0);
    for (const row of rows) if (row.kind === kind) byDay[days - 1 - row.ago] = row.count;
    const total = byDay.reduce((sum, count) => sum + count, 0);
    return total === 0 ? [] : [{ kind, byDay, total }];
  });
  return { days, until: now.toISOString(), kinds };
}
