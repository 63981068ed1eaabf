import { type Db, machine, type Tx } from '../db/index.ts';
import { maskText, openReason, sealReason, type Vault } from '../vault/index.ts';

/** `why` it was asked for, and the `note` to the decision. */
type Part = 'why' | 'note';
const targetOf = (id: string, part: Part) => `approval/${id}/${part}`;

/** Words about a request as they are stored: json of their seal. They name colleagues and citizens. */
export async function sealWords(
  tx: Tx,
  vault: Vault,
  id: string,
  part: Part,
  words: string,
  now: Date,
): Promise<string> {
  return JSON.stringify(await sealReason(tx, vault, words, targetOf(id, part), now));
}

/** Numbers masked; null when nothing was said. `clear` is what an earlier release wrote and the job has not sealed yet. */
export async function readWords(
  tx: Tx,
  vault: Vault,
  id: string,
  part: Part,
  { clear, sealed }: { clear: string | null; sealed: unknown },
): Promise<string | null> {
  if (clear !== null) return maskText(clear);
  return sealed === null ? null : maskText((await openReason(tx, vault, sealed, targetOf(id, part))) ?? '—');
}

/** Why each of these requests was made, numbers masked, by its id. */
export async function readWhys(tx: Tx, vault: Vault, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; clear: string | null; sealed: unknown }>(
    'SELECT id, why AS clear, why_sealed AS sealed FROM approval WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  const whys = new Map<string, string>();
  for (const { id, ...words } of rows) whys.set(id, (await readWords(tx, vault, id, 'why', words)) ?? '—');
  return whys;
}

/** Seals what earlier releases left in clear; each step is committed. */
export async function sealOldWords(db: Db, vault: Vault, signal: AbortSignal, atOnce = 200): Promise<void> {
  for (let left = true; left && !signal.aborted; ) {
    left = await db.inTransaction(machine, async (tx) => {
      const { rows } = await tx.query<{ id: string; why: string | null; note: string | null }>(
        `SELECT id, why, note FROM approval WHERE why IS NOT NULL OR note IS NOT NULL
         ORDER BY id LIMIT $1 FOR UPDATE`,
        [atOnce],
      );
      const now = new Date();
      for (const { id, why, note } of rows) {
        const sealed = async (part: Part, words: string | null) =>
          words === null ? null : sealWords(tx, vault, id, part, words, now);
        await tx.query(
          `UPDATE approval SET why = NULL, why_sealed = coalesce($2, why_sealed),
             note = NULL, note_sealed = coalesce($3, note_sealed) WHERE id = $1`,
          [id, await sealed('why', why), await sealed('note', note)],
        );
      }
      return rows.length === atOnce;
    });
  }
}
