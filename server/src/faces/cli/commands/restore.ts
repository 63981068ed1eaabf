import { resolve } from 'node:path';
import type { Command } from 'commander';
import { BackupError, restoreBackup } from '../../../ground/backup/index.ts';
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

/** stdout: `{"backup","lastRecord","signals","warnings","hasKeys","missingFiles"}`. */
async function restore(from: string, options: Options): Promise<void> {
  const dataDir = resolve(options.data);
  try {
    const restored = await restoreBackup({
      from,
      dataDir,
      at: options.at === undefined ? undefined : instantOf(options.at),
      keyFile: options.keyFile === undefined ? undefined : resolve(options.keyFile),
      log: sayPostgres,
      progress: counting('已恢复'),
    });
    print(restored);
    say(`恢复完成。启动:lanzha serve --data ${dataDir}`);
    if (!restored.hasKeys) {
      say(`还缺密钥文件:请把它的拷贝放到 ${dataDir}/keys/vault.key 再启动,否则个人信息打不开。`);
    }
    if (restored.missingFiles > 0) {
      say(
        `有 ${restored.missingFiles} 份附件的内容不在备份里,打不开。旧数据目录还在的话,请把其中 files/kept 里的文件拷到新目录的同一位置(不要覆盖已有的)。`,
      );
    }
  } catch (error) {
    throw error instanceof BackupError ? new CommandError(error.message) : error;
  }
}

/** A time without a zone is the office's own (Asia/Shanghai unless TZ says otherwise). @throws CommandError */
function instantOf(text: string): Date {
  const at = new Date(text.trim().replace(' ', 'T'));
  if (Number.isNaN(at.getTime())) {
    throw new CommandError(
      `看不懂时间 ${text}。请写成 "2026-11-20 18:00",需要时加时区,例如 2026-11-20T18:00:00+08:00。`,
    );
  }
  return at;
}
