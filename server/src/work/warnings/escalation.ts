import type { escalationRoles } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';

/** Whom a clock goes up to: a role in a unit. */
export interface Superior {
  readonly role: (typeof escalationRoles)[number];
  readonly unitId: string;
  readonly unitName: string;
}

/**
 * Who stands above a unit, from near to far: its own leader, then the duty officer of the anti-fraud centre; above the
 * centre itself, the leader of the command centre, or its own where there is none (practice.md W3).
 */
export async function readSuperiors(
  tx: Tx,
  unitIds: readonly string[],
): Promise<Map<string, readonly [Superior, Superior]>> {
  const { rows } = await tx.query<{
    id: string;
    name: string;
    above_id: string;
    above_name: string;
    central: boolean;
  }>({
    name: 'read-superiors',
    text: `SELECT u.id, u.name, central.is AS central,
                  coalesce(above.id, u.id) AS above_id, coalesce(above.name, u.name) AS above_name
           FROM unit u
           CROSS JOIN LATERAL (SELECT u.kind = 'anti_fraud_center' AS is) central
           LEFT JOIN LATERAL (
             SELECT id, name FROM unit
             WHERE kind = CASE WHEN central.is THEN 'command_center' ELSE 'anti_fraud_center' END AND closed_at IS NULL
             ORDER BY code LIMIT 1) above ON true
           WHERE u.id = ANY ($1)`,
    values: [[...new Set(unitIds)]],
  });
  return new Map(
    rows.map(({ id, name, above_id, above_name, central }) => [
      id,
      [
        { role: 'leader', unitId: id, unitName: name },
        { role: central ? 'leader' : 'duty_officer', unitId: above_id, unitName: above_name },
      ],
    ]),
  );
}
