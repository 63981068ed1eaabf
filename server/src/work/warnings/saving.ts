import type { Desk } from './desk.ts';
import { beyondSight } from './reach.ts';

/** Money said to be saved, in fen, with what shows it. */
export interface Saved {
  readonly amount: number;
  readonly proof?: string | undefined;
  /** Of the transaction that did not go through. */
  readonly reference?: string | undefined;
  /** A file that lies with the warning. */
  readonly file?: string | undefined;
}

export interface Saving {
  /** What counts: the amount with proof, 0 without (rules.md §6.3). */
  readonly fen: number;
  readonly mark: string;
  /** Sealed in the history. */
  readonly proof: string | undefined;
  readonly fileId: string | undefined;
  /** Set when it does not count: what was said. */
  readonly claimedFen: number | undefined;
  /** What the money is known by, so that it counts once; undefined when nothing counts. */
  readonly proofKey: string | undefined;
}

/** The proof itself is what somebody typed: it lies sealed in the history. */
const marks = { proven: '见经过', unproven: '无凭证,记 0' } as const;

/**
 * The concrete transfer that was about to happen, in words, and a file or the reference of that transaction: with both the
 * amount counts, else 0 (practice.md W13). null when nothing is said to be saved.
 */
export async function savingOf(
  { tx, vault }: Pick<Desk, 'tx' | 'vault'>,
  warningId: string,
  saved: Saved | undefined,
): Promise<Saving | null> {
  if (saved === undefined) return null;
  const { amount, proof = '', reference = '', file } = saved;
  const blob = file === undefined ? undefined : await findBlob(tx, warningId, file);
  const filed = blob !== undefined;
  const proven = proof !== '' && (reference !== '' || filed);
  return {
    fen: proven ? amount : 0,
    mark: proven ? marks.proven : marks.unproven,
    proof: [proof, reference].filter((text) => text !== '').join(';流水号 ') || undefined,
    fileId: filed ? file : undefined,
    claimedFen: proven ? undefined : amount,
    proofKey:
      !proven || amount === 0
        ? undefined
        : reference === ''
          ? blob
          : vault.blindIndex('account', `saving:${reference}`),
  };
}

/** Whether another warning that stands closed, whoever's it is, counts money by the same proof. Two who close at once take turns. */
export async function countedElsewhere(
  { tx, actor }: Pick<Desk, 'tx' | 'actor'>,
  warningId: string,
  proofKey: string,
): Promise<boolean> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('saving/' || $1, 0))`, [proofKey]);
  const { rowCount } = await beyondSight(tx, actor, () =>
    tx.query({
      name: 'find-counted-proof',
      text: `SELECT FROM warning_ending e JOIN warning w ON w.id = e.warning_id
             WHERE e.proof_key = $1 AND e.warning_id <> $2 AND e.undone_at IS NULL AND w.state = 'closed' AND w.saved_fen > 0
               AND e.version = (SELECT max(l.version) FROM warning_ending l WHERE l.warning_id = w.id AND l.undone_at IS NULL)
             LIMIT 1`,
      values: [proofKey, warningId],
    }),
  );
  return rowCount === 1;
}

/** The stored content of a file that lies with the warning. */
async function findBlob(tx: Desk['tx'], warningId: string, file: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ blob: string }>({
    name: 'find-file-of-warning',
    text: `SELECT f.blob_id AS blob FROM file_link l JOIN file f ON f.id = l.file_id JOIN file_blob b ON b.id = f.blob_id
           WHERE l.subject_kind = 'warning' AND l.subject_id = $1 AND l.file_id = $2 AND b.gone_at IS NULL`,
    values: [warningId, file],
  });
  return rows[0]?.blob;
}
