import { SealBroken } from '../../ground/vault/index.ts';

/** What was sealed, or the other when its key was destroyed: then nobody knows it any more. */
export async function openedOr<T>(other: T, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof SealBroken) return other;
    throw error;
  }
}
