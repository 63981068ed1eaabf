/** No room on a disk: PostgreSQL's (53100), or one that we write to ourselves. Nothing was taken then. */
export function isNoRoom(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === '53100' || code === 'ENOSPC';
}

export const noRoom = {
  status: 507,
  code: 'INSUFFICIENT_STORAGE',
  message: '服务器磁盘已满,刚才提交的内容没有保存。请通知系统管理员清理磁盘,稍后重新提交。',
  /** Seconds after which trying again makes sense. */
  retryAfter: 60,
} as const;
