import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../db/index.ts';

const howMany = 10;
// Without I, L, O and U: nothing that is misread from paper.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Replaces a person's recovery codes. They are answered here once and stored as hashes: 80 random bits need no salt. */
export async function renewRecoveryCodes(tx: Tx, personId: string): Promise<string[]> {
  const codes = Array.from({ length: howMany }, newCode);
  await tx.query('DELETE FROM recovery_code WHERE person_id = $1', [personId]);
  await tx.query('INSERT INTO recovery_code (person_id, hash) SELECT $1, unnest($2::bytea[])', [
    personId,
    codes.map(hashOfCode),
  ]);
  return codes;
}

/** Uses up a code; of two who use the same one at once, one is told false. */
export async function useRecoveryCode(tx: Tx, personId: string, code: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE recovery_code SET used_at = now() WHERE person_id = $1 AND hash = $2 AND used_at IS NULL',
    [personId, hashOfCode(code)],
  );
  return rowCount === 1;
}

export async function countRecoveryCodes(tx: Tx, personId: string): Promise<number> {
  const { rows } = await tx.query<{ left: number }>({
    name: 'count-recovery-codes',
    text: 'SELECT count(*)::int AS left FROM recovery_code WHERE person_id = $1 AND used_at IS NULL',
    values: [personId],
  });
  return rows[0]?.left ?? 0;
}

/** 16 letters in groups of four: `7K3M-…`. 32 divides 256, so every letter is equally likely. */
function newCode(): string {
  const all = Array.from(randomBytes(16), (byte) => letters[byte % letters.length]).join('');
  return all.replace(/.{4}(?=.)/g, '$&-');
}

function hashOfCode(code: string): Buffer {
  return createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest();
}
