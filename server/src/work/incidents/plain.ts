import type { PlainElements, PlainPurpose } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { IncidentsDesk } from './desk.ts';
import { findIncidentRow } from './rows.ts';
import { openTransfers, openValues, valuesOf } from './values.ts';

const event = 'incident.opened_plain';

/**
 * Everything in full, for what it is needed for; each look is on record. A withdrawn one answers like one that is not
 * there: nobody needs it any more to stop a payment.
 */
export async function openPlain(
  desk: IncidentsDesk,
  input: { readonly id: string; readonly purpose: PlainPurpose },
): Promise<PlainElements | Refusal<'NOT_FOUND'> | Refusal<'TOO_OFTEN'>> {
  const { tx, actor, params, now } = desk;
  const row = await findIncidentRow(tx, input.id);
  if (row === undefined || row.state === 'withdrawn') return refuse('NOT_FOUND');
  const { rows } = await tx.query<{ count: number }>({
    name: 'count-recent-incident-looks',
    text: `SELECT count(*) FROM audit_record WHERE actor = $1 AND at > now() - interval '1 hour' AND event = '${event}'`,
    values: [actor.id],
  });
  if ((rows[0]?.count ?? 0) >= params.number('incident.plain.hourly', now)) return refuse('TOO_OFTEN');
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event,
    ok: true,
    target: `incident/${row.id}`,
    detail: { purpose: input.purpose },
  });
  const transfers = await openTransfers(desk, row.id);
  return {
    no: row.no,
    openedAt: row.openedAt.toISOString(),
    unit: { id: row.unitId, name: row.unitName },
    values: valuesOf(row, await openValues(desk, row)),
    rows: transfers
      .filter((one) => one.row.struckAt === null)
      .map(({ row: { id, no }, values }) => ({ ...values, id, no })),
  };
}
