import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { recordAudit } from '../../../ground/audit/index.ts';
import { BackupError, copyKeys, makeBackup } from '../../../ground/backup/index.ts';
import { readConfig } from '../../../ground/config/index.ts';
import { machine, openDb } from '../../../ground/db/index.ts';
import { attachPostgres } from '../../../ground/postgres/index.ts';
import { markAuditRecords, refuseEmptyFolder } from '../database.ts';
import { CommandError } from '../fail.ts';
import { print, say } from '../say.ts';

interface Options {
  data: string;
  keys?: string;
  keep?: number;
}

export function addBackup(program: Command): void {
  program
    .command('backup')
    .argument('<dir>', '备份放到哪个目录(另一块磁盘)')
    .description('备份正在运行的系统:数据库和上传的文件;密钥另放')
    .option('--data <dir>', '数据目录', './data')
    .option('--keys <dir>', '把密钥文件也拷贝一份到这个目录(不能与备份放在一起)')
    .option('--keep <number>', '保留最近几次备份,更早的删除', positive)
    .action((dir: string, options: Options) => backup(resolve(dir), options));
}

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('应是 1 以上的整数。');
  return number;
}

/** stdout: `{"backup","bytes","files","finishedAt"}`. */
async function backup(target: string, options: Options): Promise<void> {
  const config = readConfig({ data: options.data }, process.env);
  if (config.databaseUrl !== undefined) {
    throw new CommandError(
      '使用外部 PostgreSQL(DATABASE_URL)时,请用它自己的备份工具(pg_basebackup 或 pg_dump)。',
    );
  }
  await refuseEmptyFolder(config.dataDir);
  const postgres = await attachPostgres({ dataDir: config.dataDir });
  try {
    const { superuser, migrator, app } = postgres.urls;
    const keys =
      options.keys === undefined ? null : await copyKeys(config.keyFile, resolve(options.keys), target);
    const { keep } = options;
    const made = await makeBackup({
      superuser,
      migrator,
      dataDir: config.dataDir,
      keyFile: config.keyFile,
      target,
      progress: counting('已拷贝'),
      ...(keep === undefined ? {} : { keep }),
    });
    const db = openDb(app, { max: 1 });
    try {
      await markAuditRecords(db, options);
      const detail = { backup: made.name, bytes: made.bytes, keys: keys !== null };
      await db.inTransaction(machine, (tx) =>
        recordAudit(tx, { actor: null, unitId: null, event: 'backup.made', ok: true, detail }),
      );
    } finally {
      await db.close();
    }
    const files = made.manifest.cluster.length + made.manifest.others.length;
    print({ backup: made.name, bytes: made.bytes, files, finishedAt: made.manifest.finishedAt });
    say(
      keys === null
        ? `备份完成。密钥文件 ${config.keyFile} 没有包含在内:请另存一份,没有它,备份里的个人信息谁也打不开。`
        : `备份完成,密钥已拷贝到 ${keys}。请把两者放在不同的地方。`,
    );
  } catch (error) {
    throw error instanceof BackupError ? new CommandError(error.message) : error;
  } finally {
    await postgres.detach();
  }
}

/** Says how far it is, at most every two seconds. */
export function counting(word: string): (done: number, of: number) => void {
  let said = Date.now();
  return (done, of) => {
    if (Date.now() - said < 2_000) return;
    said = Date.now();
    say(`${word} ${done} / ${of} 个文件`);
  };
}
