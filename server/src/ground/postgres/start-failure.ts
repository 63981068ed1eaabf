import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFull, folderUnusable, type PostgresLaunchError, startFailed } from './errors.ts';
import type { Layout } from './layout.ts';
import { readStartLog } from './server-process.ts';
import { freeBytes } from './settings.ts';

/** Makes the sentence for a postmaster that exited before it took connections, from its own last words. */
export async function explainStartFailure(layout: Layout, exit: string): Promise<PostgresLaunchError> {
  const words = `${await readStartLog(layout)}\n${await newestLog(layout)}`;
  const worst = words
    .split('\n')
    .filter((line) => /FATAL|PANIC/.test(line))
    .at(-1);
  if (/No space left on device/.test(words)) return diskFull(layout.home);
  const free = await freeBytes(layout.home);
  if (free < 32 * 1024 * 1024) return diskFull(layout.home, { free, needed: 64 * 1024 * 1024 });
  if (/Permission denied|Read-only file system/.test(worst ?? '')) {
    return folderUnusable(layout.home, `数据库进程没有权限(${message(worst)}),请检查目录的所有者与挂载方式`);
  }
  if (/syntax error in file|configuration file .* contains errors|invalid value for parameter/.test(words)) {
    return startFailed(`${layout.siteFile} 中的设置不对,请改正(${message(worst)})`);
  }
  return startFailed(
    `进程已退出(${exit}${worst === undefined ? '' : `,${message(worst)}`}),日志在 ${layout.logDir}`,
  );
}

function message(line: string | undefined): string {
  return line?.replace(/^.*?(FATAL|PANIC):\s*/, '') ?? '';
}

/** Only of this start: older words would explain another failure. */
async function newestLog(layout: Layout): Promise<string> {
  const names = await readdir(layout.logDir).catch(() => []);
  const files = names
    .filter((name) => name.startsWith('postgresql-'))
    .map((name) => join(layout.logDir, name));
  const dated = await Promise.all(files.map(async (file) => ({ file, at: (await stat(file)).mtimeMs })));
  const newest = dated.sort((a, b) => b.at - a.at)[0];
  if (newest === undefined || Date.now() - newest.at > 60_000) return '';
  const text = await readFile(newest.file, 'utf8');
  const start = text.lastIndexOf('starting PostgreSQL');
  return text.slice(Math.max(start, 0)).slice(-8000);
}
