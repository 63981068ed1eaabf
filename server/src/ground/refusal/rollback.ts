import type { Db, Scope, Tx } from '../db/index.ts';
import { type AnyRefusal, isRefusal } from './refusal.ts';

class RolledBack extends Error {
  readonly refusal: AnyRefusal;

  constructor(refusal: AnyRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** `db.inTransaction`, but a `Refusal` that comes back undoes whatever was written before it. */
export async function inTransactionOrRefusal<T>(
  db: Db,
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  let refused: { value: T } | undefined;
  try {
    return await db.inTransaction(scope, async (tx) => {
      const value = await work(tx);
      if (!isRefusal(value)) return value;
      refused = { value };
      throw new RolledBack(value);
    });
  } catch (error) {
    if (error instanceof RolledBack && refused !== undefined) return refused.value;
    throw error;
  }
}
