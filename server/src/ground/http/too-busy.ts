/** The database took too long for a statement (57014), or had no connection left in time. Nothing was taken then. */
export function isTooBusy(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return code === '57014' || (code === undefined && message === noConnection);
}

/** How the driver says that all connections were in use for too long; it has no code for it. */
const noConnection = 'timeout exceeded when trying to connect';

export const tooBusy = {
  status: 503,
  code: 'BUSY',
  message: '系统现在太忙,这一步没有完成。请缩小范围,或稍后重试。',
  /** Seconds after which trying again makes sense. */
  retryAfter: 5,
} as const;
