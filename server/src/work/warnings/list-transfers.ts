import type { WaitingTransfers } from '@lanzha/contract';
import { inOwnScope } from '../../ground/db/index.ts';
import type { Desk } from './desk.ts';
import { knownToday, maskSummary } from './known-today.ts';
import { offeredActs } from './offered-acts.ts';
import { levelAt } from './row.ts';
import { type NamedRow, namedRows, toSummary } from './summary.ts';
import { readTransfers } from './transfers.ts';

const answers = ['sign', 'accept', 'return'] as const;

/** Transfers that wait for an answer, within the scope, the longest waiting first, with what this person may answer. */
export async function listWaitingTransfers(desk: Desk): Promise<WaitingTransfers> {
  const { tx, actor, now } = desk;
  const { rows } = await tx.query<NamedRow>({
    name: 'list-waiting-transfers',
    text: `${namedRows} JOIN warning_transfer t ON t.warning_id = w.id AND t.state = 'pending'
           WHERE ${inOwnScope('w.place_code', 'w.unit_id')} ORDER BY t.asked_at, w.id LIMIT 200`,
  });
  const ids = rows.map(({ id }) => id);
  const [transfers, known] = [await readTransfers(tx, ids), await knownToday(desk, ids)];
  return {
    items: rows.flatMap((row) => {
      const transfer = transfers.get(row.id);
      if (transfer === undefined) return [];
      const offered = offeredActs(
        {
          state: row.state,
          level: levelAt(row.level),
          otherOpen: false,
          waiting: transfer.kind,
          asked: transfer.askedBy.id === actor.id,
          dispatchedHere: false,
          recommended: [],
        },
        actor.acts,
      );
      const acts = answers.filter((act) => offered.includes(act));
      return [{ warning: maskSummary(toSummary(row), known), transfer, acts }];
    }),
    asOf: now.toISOString(),
  };
}
