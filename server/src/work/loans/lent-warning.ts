import type { Tx } from '../../ground/db/index.ts';
import { publish } from '../../ground/live/index.ts';
import type { LoanDesk } from './desk.ts';

export interface LentWarning {
  readonly id: string;
  readonly place_code: string;
  readonly unit_id: string;
  readonly version: number;
}

/** Locked until the transaction ends; undefined when it is not there, or neither in the scope nor lent for contact. */
export async function lockLentWarning(tx: Tx, id: string): Promise<LentWarning | undefined> {
  const { rows } = await tx.query<LentWarning>(
    'SELECT id, place_code, unit_id, version FROM warning WHERE id = $1 FOR UPDATE',
    [id],
  );
  return rows[0];
}

/** The borrower's open pages load afresh: the warning is there now, or gone. */
export async function tellBorrower(
  { tx, now }: LoanDesk,
  warning: LentWarning,
  personId: string,
): Promise<void> {
  await publish(tx, {
    topic: 'warnings',
    placeCode: warning.place_code,
    unitId: warning.unit_id,
    personId,
    body: { type: 'warning.changed', id: warning.id, version: warning.version, at: now.toISOString() },
  });
}
