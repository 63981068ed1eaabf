import { resolve } from 'node:path';
import type { Command } from 'commander';
import { BackupError, localTime, restoreBackup } from '../../../ground/backup/index.ts';
import { type ConnectionConfig, openDb } from '../../../ground/db/index.ts';
import { checkKeyFile, KeyFileError, openKeyFile } from '../../../ground/vault/index.ts';
import { sayPostgres } from '../database.ts';
import { CommandError } from '../fail.ts';
import { print, say } from '../say.ts';
import { counting } from './backup.ts';

interface Options {
  data: string;
  at?: string;
  keyFile?: string;
}

export function addRestore(program: Command): void {
  program
    .command('restore')
    .argument('<dir>', '备份所在的目录')
    .description('从备份恢复到一个新的数据目录;原来的数据不会被覆盖')
    .requiredOption('--data <dir>', '新的数据目录')
    .option('--at <time>', '恢复到这一时刻,例如 "2026-11-20 18:00";不写则恢复到备份的末尾')
    .option('--key-file <file>', '密钥文件的拷贝')
    .action((dir: string, options: Options) => restore(resolve(dir), options));
}

/** stdout: `{"backup","lastRecord","signals","warnings","hasKeys","keysForeign","otherLine","missingFiles"}`. */
async function restore(from: string, options: Options): Promise<void> {
  const dataDir = resolve(options.data);
  const keyFile = options.keyFile === undefined ? undefined : resolve(options.keyFile);
  const at = options.at === undefined ? undefined : instantOf(options.at);
  try {
    const progress = counting('已恢复');
    const restored = await restoreBackup({ from, dataDir, at, keyFile, keys, log: sayPostgres, progress });
    print(restored);
    for (const sentence of sentencesOf(restored, dataDir, at, keyFile)) say(sentence);
    if (restored.otherLine || restored.keysForeign) process.exitCode = 1;
  } catch (error) {
    throw error instanceof BackupError ? new CommandError(error.message) : error;
  }
}

const keys = {
  isKeyFile: (path: string) => openKeyFile(path, false).then(() => true, isNoKeyFile),
  async opens(path: string, app: ConnectionConfig): Promise<boolean> {
    const master = await openKeyFile(path, false);
    const db = openDb(app, { max: 1 });
    try {
      const { rows } = await db.pool.query<{ known: boolean }>(
        `SELECT count(*) = 1 AS known FROM information_schema.columns
          WHERE table_name = 'vault_master' AND column_name = 'fingerprint'`,
      );
      if (rows[0]?.known !== true) return true; // from a release that did not ask
      return await checkKeyFile(db, path, master).then(() => true, isNoKeyFile);
    } finally {
      await db.close();
    }
  },
};

function isNoKeyFile(error: unknown): false {
  if (error instanceof KeyFileError) return false;
  throw error;
}

function sentencesOf(
  restored: Awaited<ReturnType<typeof restoreBackup>>,
  dataDir: string,
  at: Date | undefined,
  keyFile: string | undefined,
): string[] {
  const { lastRecord, signals, warnings, hasKeys, keysForeign, otherLine, missingFiles } = restored;
  const said = [
    lastRecord === null
      ? '恢复完成,里面还没有任何记录。'
      : `恢复到 ${localTime(lastRecord)},线索 ${signals} 条、预警 ${warnings} 条。`,
  ];
  if (otherLine && at !== undefined)
    said.push(
      `这不是 ${localTime(at)} 的样子:备份里的日志有两条线(以前恢复过一次,又接着备份到同一个目录),恢复出来的是较新的一条,${localTime(at)} 的记录在另一条上。请换用当时备份目录的拷贝。`,
    );
  if (keysForeign)
    said.push(
      `密钥文件 ${keyFile} 打不开恢复出来的数据(是另一个数据库的,或更换主密钥之前的),没有放进去。数据已经恢复,不必重做。`,
    );
  if (!hasKeys)
    said.push(`还缺密钥文件:请把它的拷贝放到 ${dataDir}/keys/vault.key 再启动,否则个人信息打不开。`);
  if (missingFiles > 0)
    said.push(
      `有 ${missingFiles} 份附件的内容不在备份里,打不开。旧数据目录还在的话,请把其中 files/kept 里的文件拷到新目录的同一位置(不要覆盖已有的)。`,
    );
  if (!otherLine)
    said.push(`启动:npm start -- --data ${dataDir}(正式接着用的,照旧写上 --backup-to;只是试的,不要写)`);
  return said;
}

/** A time without a zone is the office's own (Asia/Shanghai unless TZ says otherwise). @throws CommandError */
function instantOf(text: string): Date {
  const written = text.trim().replace(' ', 'T');
  // A date alone would be midnight in Greenwich.
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(written) ? `${written}T00:00` : written);
  if (Number.isNaN(at.getTime())) {
    throw new CommandError(
      `看不懂时间 ${text}。请写成 "2026-11-20 18:00",需要时加时区,例如 2026-11-20T18:00:00+08:00。`,
    );
  }
  return at;
}
