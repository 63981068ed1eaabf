import { codeOf } from './refusal.ts';

/**
 * Waits for a change that was sent. When somebody else was quicker, what they wrote is read before the refusal is told;
 * throws what hinders that reading instead.
 */
export const orReread = async <T>(sent: Promise<T>, reread: () => Promise<unknown>): Promise<T> => {
  try {
    return await sent;
  } catch (error) {
    if (codeOf(error) === 'CHANGED') await reread();
    throw error;
  }
};
