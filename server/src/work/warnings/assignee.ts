import type { Role, UnitKind } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { actsOf } from '../../ground/directory/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';

/** Units that visit, call and answer for a warning; what others may be told is decided elsewhere (practice.md W9). */
const handlingKinds: readonly UnitKind[] = [
  'anti_fraud_center',
  'police_bureau',
  'command_center',
  'investigation_center',
  'police_station',
  'police_squad',
  'town_government',
  'community',
  'grid',
];

export interface Assignment {
  readonly unitId: string;
  readonly unitName: string;
  readonly personId: string | null;
  readonly personName: string | null;
}

/** Whom the desk means: a unit, one of its people, or both. Only open units and people who may handle warnings. */
export async function findAssignment(
  tx: Tx,
  asked: { unit?: string | undefined; person?: string | undefined },
): Promise<Assignment | Refusal<'MISSING', { field: string }>> {
  if (asked.person === undefined)
    return asked.unit === undefined ? refuse('MISSING', { field: 'unit' }) : unitOnly(tx, asked.unit);
  const { rows } = await tx.query<Assignment & { roles: Role[]; kind: UnitKind }>({
    name: 'find-assignee',
    text: `SELECT u.id AS "unitId", u.name AS "unitName", u.kind, p.id AS "personId", p.name AS "personName", p.roles
           FROM person p JOIN unit u ON u.id = p.unit_id
           WHERE p.id = $1 AND p.disabled_at IS NULL AND u.closed_at IS NULL`,
    values: [asked.person],
  });
  const found = rows[0];
  if (found === undefined || !actsOf(found.roles).includes('warnings.handle'))
    return refuse('MISSING', { field: 'person' });
  if (asked.unit !== undefined && asked.unit !== found.unitId) return refuse('MISSING', { field: 'person' });
  return handlingKinds.includes(found.kind) ? found : refuse('MISSING', { field: 'unit' });
}

async function unitOnly(tx: Tx, id: string) {
  const { rows } = await tx.query<Omit<Assignment, 'personId' | 'personName'>>({
    name: 'find-assigned-unit',
    text: `SELECT id AS "unitId", name AS "unitName" FROM unit
           WHERE id = $1 AND closed_at IS NULL AND kind = ANY ($2)`,
    values: [id, handlingKinds],
  });
  const unit = rows[0];
  return unit === undefined
    ? refuse('MISSING', { field: 'unit' })
    : { ...unit, personId: null, personName: null };
}
