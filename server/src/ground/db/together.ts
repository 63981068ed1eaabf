/** A statement after one that failed in the same transaction: a consequence, never the cause. */
const inFailedTransaction = '25P02';

/**
 * Waits for statements that were given to one transaction at once, all of them, whatever becomes of each.
 * @throws the error that made the others fail
 */
export async function together(...statements: readonly Promise<unknown>[]): Promise<void> {
  const errors = (await Promise.allSettled(statements)).flatMap((result) =>
    result.status === 'rejected' ? [result.reason as { code?: string }] : [],
  );
  if (errors.length > 0) throw errors.find((error) => error.code !== inFailedTransaction) ?? errors[0];
}
