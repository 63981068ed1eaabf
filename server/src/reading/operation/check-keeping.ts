import { stat } from 'node:fs/promises';
import type { OperationFinding } from '@lanzha/contract';
import { readSealState } from '../../ground/audit/index.ts';
import { listBackups } from '../../ground/backup/index.ts';
import type { Tx } from '../../ground/db/index.ts';
import { checkKeyFile, openKeyFile } from '../../ground/vault/index.ts';
import { bad, daysBetween, fine, type Looked, type Machine, type Said, warn } from './finding.ts';

/** A backup is made every night: this long without one means that a night failed, days. */
const tooOld = 1.5;

export async function checkBackup({ config, folders, now }: Machine): Promise<OperationFinding> {
  if (config.databaseUrl !== undefined) {
    return fine(
      'backup',
      [
        '数据库由别处管理，这里看不到它的备份',
        'The database is run elsewhere: its backups cannot be seen from here',
      ],
      [
        '请向管理数据库的人确认每天有备份，并试过恢复；数据目录里的附件和密钥文件另行备份',
        'Ask whoever runs it whether there is a backup every day that was tried; back up files and keys of the data folder too',
      ],
    );
  }
  const howTo: Said = [
    '请插上备份磁盘，用 lanzha serve --backup-to 目录 启动（每夜自动备份），或马上执行 lanzha backup 目录',
    'Connect the disk for backups and start lanzha serve --backup-to FOLDER (backs up every night), or run lanzha backup FOLDER now',
  ];
  if (config.backupTo === undefined) {
    return bad('backup', ['没有设置自动备份', 'No folder for backups is set'], howTo);
  }
  const last = (await listBackups(config.backupTo)).at(-1);
  if (last === undefined) {
    return bad(
      'backup',
      [
        `备份目录 ${config.backupTo} 里还没有完整的备份`,
        `There is no complete backup in ${config.backupTo} yet`,
      ],
      [
        `服务启动后马上做第一次备份，请过几分钟再检查。仍然没有，请看磁盘是否接好、能不能写，再执行 lanzha backup ${config.backupTo}`,
        `The service makes the first one as it starts: check again in a few minutes. If there is none then, see whether the disk is connected and can be written to, and run lanzha backup ${config.backupTo}`,
      ],
    );
  }
  const age = daysBetween(new Date(last.manifest.finishedAt), now);
  const hours = Math.floor(age * 24);
  const text: Said = [`最近一次备份完成于 ${hours} 小时前`, `The last backup ended ${hours} hours ago`];
  if (age > tooOld) return bad('backup', text, howTo);
  if (!(await isOnOneDisk(config.backupTo, folders))) return fine('backup', text);
  return warn(
    'backup',
    [
      '备份目录和数据在同一块磁盘上：磁盘一坏，两份一起丢',
      'The folder for backups is on the disk of the data: when that disk fails, both are lost',
    ],
    ['请换到另一块磁盘', 'Move it to another disk'],
  );
}

async function isOnOneDisk(folder: string, others: readonly string[]): Promise<boolean> {
  const { dev } = await stat(folder);
  const found = await Promise.all(others.map((other) => stat(other).catch(() => undefined)));
  return found.some((one) => one?.dev === dev);
}

export async function checkKeys(
  tx: Tx,
  { db, config: { keyFile, dataDir } }: Looked,
): Promise<OperationFinding> {
  const { rowCount } = await tx.query('SELECT FROM vault_key LIMIT 1');
  try {
    await checkKeyFile(db, keyFile, await openKeyFile(keyFile, false), rowCount === 0);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (rowCount === 0) {
      return warn(
        'keys',
        [`还没有密钥文件 ${keyFile}`, `There is no key file ${keyFile} yet`],
        ['第一次启动服务时会自动生成', 'The first start of the service makes it'],
      );
    }
    return bad(
      'keys',
      [`密钥文件 ${keyFile} 不能用：${said}`, `The key file ${keyFile} cannot be used`],
      [
        '没有它，个人信息谁也打不开。请立即停下，从另存的拷贝恢复，见 docs/operation.md“密钥文件”',
        'Without it nobody can open personal data. Stop now and bring it back from its copy, see docs/operation.md',
      ],
    );
  }
  const made = (await stat(keyFile)).mtime;
  const { rows } = await tx.query<{ at: Date | null }>(
    `SELECT max(at) AS at FROM audit_record WHERE event COLLATE "C" = 'backup.made' AND detail ->> 'keys' = 'true'`,
  );
  const copied = rows[0]?.at ?? null;
  if (copied !== null && copied >= made) {
    return fine(
      'keys',
      [
        `密钥文件可用，拷贝于 ${copied.toISOString().slice(0, 10)}`,
        `The key file works; copied on ${copied.toISOString().slice(0, 10)}`,
      ],
      [
        '请确认那份拷贝还在，与备份分开存放',
        'Make sure that the copy is still there, apart from the backups',
      ],
    );
  }
  return warn(
    'keys',
    ['密钥文件可用，但没有它另存过的记录', 'The key file works, but nothing says that it was ever copied'],
    [
      `请把 ${keyFile} 另存一份，与备份分开：lanzha backup 备份目录 --keys U盘目录 --data ${dataDir}`,
      `Keep a copy of ${keyFile} apart from the backups: lanzha backup FOLDER --keys OTHER --data ${dataDir}`,
    ],
  );
}

/** Seconds that a record may wait for its seal. */
const lateSeal = 60;

export async function checkAudit(tx: Tx, { serving, now }: Looked): Promise<OperationFinding> {
  const { sealed, brokenAt, unsealed, sealing } = await readSealState(tx);
  if (brokenAt !== null) {
    return bad(
      'audit',
      ['审计记录曾被发现改动或缺失', 'Audit records were once found altered or missing'],
      [
        '请审计管理员执行 lanzha audit verify，它会说出是哪些记录',
        'The audit administrator should run lanzha audit verify, which says which records',
      ],
    );
  }
  const waited = unsealed.oldest === null ? 0 : (now.getTime() - Date.parse(unsealed.oldest)) / 1_000;
  if (serving && (!sealing || waited > lateSeal)) {
    return bad(
      'audit',
      [
        `有 ${unsealed.count} 条审计记录迟迟没有封存`,
        `${unsealed.count} audit records are waiting for their seal too long`,
      ],
      [
        '请重新启动服务；仍然如此，请查看日志里的 audit 字样',
        'Start the service again; if it stays so, look for audit in the log',
      ],
    );
  }
  return fine('audit', [`审计记录已封存 ${sealed} 条`, `${sealed} audit records are sealed`]);
}
