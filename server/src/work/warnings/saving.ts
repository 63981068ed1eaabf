import type { Tx } from '../../ground/db/index.ts';

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
}

/** The proof itself is what somebody typed: it lies sealed in the history. */
const marks = { proven: '见经过', unproven: '无凭证,记 0' } as const;

/**
 * The concrete transfer that was about to happen, in words, and a file or the reference of that transaction: with both the
 * amount counts, else 0 (practice.md W13). null when nothing is said to be saved.
 */
export async function savingOf(tx: Tx, warningId: string, saved: Saved | undefined): Promise<Saving | null> {
  if (saved === undefined) return null;
  const { amount, proof = '', reference = '', file } = saved;
  const filed = file !== undefined && (await liesWith(tx, warningId, file));
  const proven = proof !== '' && (reference !== '' || filed);
  return {
    fen: proven ? amount : 0,
    mark: proven ? marks.proven : marks.unproven,
    proof: [proof, reference].filter((text) => text !== '').join(';流水号 ') || undefined,
    fileId: filed ? file : undefined,
    claimedFen: proven ? undefined : amount,
  };
}

async function liesWith(tx: Tx, warningId: string, file: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'find-file-of-warning',
    text: `SELECT FROM file_link l JOIN file f ON f.id = l.file_id JOIN file_blob b ON b.id = f.blob_id
           WHERE l.subject_kind = 'warning' AND l.subject_id = $1 AND l.file_id = $2 AND b.gone_at IS NULL`,
    values: [warningId, file],
  });
  return rowCount === 1;
}
