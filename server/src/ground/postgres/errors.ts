/** Why PostgreSQL could not be had; callers branch on it, people read `message`. */
export type LaunchProblem =
  | 'folder-unusable'
  | 'disk-full'
  | 'wrong-version'
  | 'owned-by-other'
  | 'binary-missing'
  | 'start-failed';

/** One sentence in Chinese saying what is wrong and what to do; `pid` names the process in the way. */
export class PostgresLaunchError extends Error {
  override readonly name = 'PostgresLaunchError';
  readonly code: LaunchProblem;
  readonly pid: number | undefined;

  constructor(code: LaunchProblem, sentence: string, more: { pid?: number; cause?: unknown } = {}) {
    super(sentence, { cause: more.cause });
    this.code = code;
    this.pid = more.pid;
  }
}

export function errno(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const whyFolderFails: Record<string, string> = {
  EACCES: '当前账号没有权限,请改变目录的所有者,或用 --data 指定自己可写的目录',
  EPERM: '当前账号没有权限,请改变目录的所有者,或用 --data 指定自己可写的目录',
  EROFS: '它在只读的文件系统上,请重新挂载为可写,或用 --data 指定别的目录',
  ENOTDIR: '路径中有一段是文件而不是目录,请检查路径,或用 --data 指定别的目录',
  ENAMETOOLONG: '路径太长,请用 --data 指定较短的路径',
  ELOOP: '路径中的符号链接互相指向,请用 --data 指定真实路径',
  ENOENT: '路径中有一段不存在且无法创建,请检查路径',
};

/** Turns a file system error on `path` into the sentence for it; passes a launch error through unchanged. */
export function folderProblem(path: string, error: unknown): PostgresLaunchError {
  if (error instanceof PostgresLaunchError) return error;
  const code = errno(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path, undefined, error);
  const why = code === undefined ? undefined : whyFolderFails[code];
  const detail = error instanceof Error ? error.message : String(error);
  return folderUnusable(path, why ?? `系统报告:${detail}`, error);
}

export function folderUnusable(path: string, why: string, cause?: unknown): PostgresLaunchError {
  return new PostgresLaunchError('folder-unusable', `数据目录 ${path} 不能使用:${why}。`, { cause });
}

/** `free` and `needed` are bytes. */
export function diskFull(
  path: string,
  space?: { free: number; needed: number },
  cause?: unknown,
): PostgresLaunchError {
  const figures =
    space === undefined ? '' : `,只剩 ${megabytes(space.free)} MB,至少需要 ${megabytes(space.needed)} MB`;
  const sentence = `${path} 所在磁盘的空间不足${figures}。请清理磁盘,或用 --data 指定空间足够的目录。`;
  return new PostgresLaunchError('disk-full', sentence, { cause });
}

/** `free` and `needed` are bytes. */
export function noRoomToRestore(
  path: string,
  { free, needed }: { free: number; needed: number },
): PostgresLaunchError {
  return new PostgresLaunchError(
    'disk-full',
    `${path} 所在的磁盘空间不够:需要约 ${gigabytes(needed, Math.ceil)} GB,只剩 ${gigabytes(free, Math.floor)} GB。请清理磁盘,或用 --data 指定空间足够的目录。`,
  );
}

export function wrongVersion(cluster: string, found: string, wanted: number): PostgresLaunchError {
  const sentence =
    `数据目录 ${cluster} 由 PostgreSQL ${found} 建立,本程序带的是 PostgreSQL ${wanted},不能直接打开。` +
    '请用原来版本的程序执行 lanzha backup,再用本程序执行 lanzha restore。';
  return new PostgresLaunchError('wrong-version', sentence);
}

export function ownedByOther(
  dataDir: string,
  owner: { pid: number; since: string } | undefined,
): PostgresLaunchError {
  const who = owner === undefined ? '' : `(进程号 ${owner.pid},启动于 ${owner.since})`;
  const sentence = `数据目录 ${dataDir} 正由另一个拦诈服务使用${who}。请先停止它,或用 --data 指定别的目录。`;
  return new PostgresLaunchError('owned-by-other', sentence, owner === undefined ? {} : { pid: owner.pid });
}

export function binaryMissing(why: string, cause?: unknown): PostgresLaunchError {
  const sentence = `找不到可用的 PostgreSQL 程序:${why}。也可以用 --database-url 连接已有的 PostgreSQL(15 或更高版本)。`;
  return new PostgresLaunchError('binary-missing', sentence, { cause });
}

export function startFailed(why: string, cause?: unknown): PostgresLaunchError {
  return new PostgresLaunchError('start-failed', `数据库没有启动:${why}。`, { cause });
}

/** To a tenth, so that what is needed is never rounded down. */
function gigabytes(bytes: number, round: (tenths: number) => number): string {
  return (round((bytes / 1024 ** 3) * 10) / 10).toFixed(1);
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}
