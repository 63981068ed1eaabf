/** A statement after one that failed in the same transaction: a consequence, never the cause. */
const inFailedTransaction = '25P02';

/**
 * Waits for work that was given to one transaction at once, all of it, whatever becomes of each: nothing of it runs on when this ends.
 * @returns what each gave, in order
 * @throws the error that made the others fail
 */
export async function together<T extends readonly Promise<unknown>[]>(
  ...work: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const results = await Promise.allSettled(work);
  const errors = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as { code?: string }] : [],
  );
  if (errors.length > 0) throw errors.find((error) => error.code !== inFailedTransaction) ?? errors[0];
  return Promise.all(work) as Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>;
}
