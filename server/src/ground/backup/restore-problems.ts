import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { PostgresLaunchError } from '../postgres/index.ts';
import { BackupError } from './manifest.ts';

/** Turns what the system says of a disk or a folder into a sentence; all else comes back as it is. */
export function restoreProblem(error: unknown, from: string, dataDir: string): unknown {
  if (error instanceof PostgresLaunchError) return error;
  const cause = (error instanceof BackupError ? error.cause : error) as NodeJS.ErrnoException | undefined;
  const { code, path } = cause ?? {};
  const because = (sentence: string) => new BackupError(sentence, { cause: error });
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return because(
        `恢复没有做完:${dataDir} 所在的磁盘满了。请清理磁盘后再恢复一次,或用 --data 指定空间足够的目录。`,
      );
    case 'EROFS':
      return because(
        `恢复没有做完:${path ?? dataDir} 在只读的文件系统上。请重新挂载为可写后再恢复一次,或用 --data 指定别的目录。`,
      );
    case 'EACCES':
    case 'EPERM':
      return because(
        path?.startsWith(from)
          ? `恢复没有做完:当前账号没有权限读备份里的 ${path}。请改变它的所有者或权限,或用能读备份的账号执行。`
          : `恢复没有做完:当前账号没有权限写 ${path ?? dataDir}。请改变目录的所有者,或用 --data 指定自己可写的目录。`,
      );
    default:
      return error;
  }
}

/**
 * Before anything is copied: whether the copy of the key file can be read.
 * @throws BackupError
 */
export async function checkKeyCopy(
  path: string,
  keys: { isKeyFile(path: string): Promise<boolean> } | undefined,
): Promise<void> {
  const why = await whyUnreadable(path);
  if (why === undefined && (keys === undefined || (await keys.isKeyFile(path)))) return;
  throw new BackupError(`密钥文件 ${path} ${why ?? '不是拦诈的密钥文件,或已不完整'}。还没有恢复任何东西。`);
}

async function whyUnreadable(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return '是目录,要的是其中的文件';
    if (!found.isFile()) return '不是普通文件';
    await access(path, constants.R_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '找不到';
    return code === 'EACCES' || code === 'EPERM' ? '没有权限读取' : `读不出来(${code})`;
  }
}
