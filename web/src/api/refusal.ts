import { ORPCError } from '@orpc/client';

/** What a failed request says of itself: the contract's code, or `OFFLINE` when nothing answered. */
export type Refusal = { code: string; message: string; status: number; data: Record<string, unknown> };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

export const toRefusal = (error: unknown): Refusal => {
  if (error instanceof ORPCError)
    return {
      code: error.code,
      message: error.message,
      status: error.status,
      data: isRecord(error.data) ? error.data : {},
    };
  // fetch answers a TypeError when there was no connection at all.
  if (error instanceof TypeError) return { code: 'OFFLINE', message: error.message, status: 0, data: {} };
  return {
    code: 'UNKNOWN',
    message: error instanceof Error ? error.message : String(error),
    status: 0,
    data: {},
  };
};

export const codeOf = (error: unknown): string => toRefusal(error).code;
