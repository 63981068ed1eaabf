import type { Tx } from '../../ground/db/index.ts';
import type { WarningRow } from './row.ts';

/** Whether the person has another open warning that the actor may see; the unique index guards the rest. */
export async function hasOtherOpen(
  tx: Tx,
  { id, person }: Pick<WarningRow, 'id' | 'person'>,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'find-other-open-warning',
    text: `SELECT FROM warning WHERE person = $1 AND id <> $2 AND state <> 'closed' LIMIT 1`,
    values: [person, id],
  });
  return rowCount === 1;
}

/**
 * Opens a warning again; false when the person has an open one by now, perhaps outside the actor's scope. Only the
 * unique index knows that, so the attempt runs in a savepoint.
 */
export async function openedAgain(tx: Tx, attempt: () => Promise<void>): Promise<boolean> {
  await tx.query('SAVEPOINT open_again');
  try {
    await attempt();
    await tx.query('RELEASE SAVEPOINT open_again');
    return true;
  } catch (error) {
    if (!isSecondOpen(error)) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT open_again');
    return false;
  }
}

/** The database's refusal of a second open warning for one person. */
export function isSecondOpen(error: unknown): boolean {
  return (
    error instanceof Error &&
    Reflect.get(error, 'code') === '23505' &&
    Reflect.get(error, 'constraint') === 'warning_one_open'
  );
}
