import type { Desk } from './desk.ts';
import type { Standing } from './lifecycle.ts';
import { beyondSight } from './reach.ts';
import type { WarningRow } from './row.ts';

/**
 * Whether somebody was cheated after the house had warned (practice.md W11): the money went after this warning came, or
 * there was an earlier one about the person. When nobody knows when it went, having been reached decides.
 */
export function wasWarnedBefore(loss: {
  readonly at: Date | null;
  readonly receivedAt: Date;
  readonly reached: boolean;
  readonly earlier: boolean;
}): boolean {
  if (loss.earlier) return true;
  return loss.at === null ? loss.reached : loss.at >= loss.receivedAt;
}

/**
 * Who warned the person earlier does not matter: another station's warning is one too.
 * @param goneBy the money had gone by then, whenever it went
 */
export async function cheatedAfterWarning(
  { tx, actor, now }: Pick<Desk, 'tx' | 'actor' | 'now'>,
  row: WarningRow,
  { reached }: Pick<Standing, 'reached'>,
  lossAt: string | null,
  goneBy: Date = now,
): Promise<boolean> {
  const at = lossAt === null ? null : new Date(lossAt);
  const { rowCount } = await beyondSight(tx, actor, () =>
    tx.query({
      name: 'find-earlier-warning',
      text: `SELECT FROM warning WHERE person = $1 AND id <> $2 AND received_at < $3
               AND outcome IN ('dissuaded', 'refused', 'unreachable', 'cheated') LIMIT 1`,
      values: [row.person, row.id, at ?? goneBy],
    }),
  );
  return wasWarnedBefore({ at, receivedAt: row.received_at, reached, earlier: rowCount === 1 });
}
