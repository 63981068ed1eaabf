import type { Tx } from '../db/index.ts';

/** Hashes of the passwords a person had before the present one, newest first. */
export async function listFormerHashes(tx: Tx, personId: string, howMany: number): Promise<string[]> {
  const { rows } = await tx.query<{ hash: string }>(
    'SELECT hash FROM password_history WHERE person_id = $1 ORDER BY id DESC LIMIT $2',
    [personId, howMany],
  );
  return rows.map(({ hash }) => hash);
}

/** Sets a password that the person chose, and keeps the former one among the last `keep`. */
export async function setPassword(
  tx: Tx,
  personId: string,
  { hash, former, keep }: { hash: string; former: string; keep: number },
): Promise<void> {
  await tx.query(
    `UPDATE person SET password_hash = $2, must_change_password = false, password_changed_at = now() WHERE id = $1`,
    [personId, hash],
  );
  await tx.query('INSERT INTO password_history (person_id, hash) VALUES ($1, $2)', [personId, former]);
  await tx.query(
    `DELETE FROM password_history WHERE person_id = $1
       AND id NOT IN (SELECT id FROM password_history WHERE person_id = $1 ORDER BY id DESC LIMIT $2)`,
    [personId, keep],
  );
}
