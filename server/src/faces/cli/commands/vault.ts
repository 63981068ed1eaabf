import type { Command } from 'commander';
import { recordAudit } from '../../../ground/audit/index.ts';
import { readConfig } from '../../../ground/config/index.ts';
import { type Db, machine } from '../../../ground/db/index.ts';
import {
  checkKeyFile,
  openKeyFile,
  type Rotation,
  type RotationStep,
  rotateMasterKey,
} from '../../../ground/vault/index.ts';
import { type DatabaseOptions, withDatabase } from '../database.ts';
import { CommandError } from '../fail.ts';
import { databaseOptions } from '../options.ts';
import { print, say } from '../say.ts';

export function addVault(program: Command): void {
  const vault = program.command('vault').description('个人信息的密钥');
  databaseOptions(vault.command('rotate'))
    .description('更换主密钥;服务可以照常运行,中断后再执行一次即接着做完')
    .action((options: DatabaseOptions) => rotate(options));
}

/** Prints `{"generation","rewrapped","resumed","keyFile"}`. */
async function rotate(options: DatabaseOptions): Promise<void> {
  const { keyFile } = readConfig({ ...options }, process.env);
  await withDatabase(options, async (db) => {
    await checkKeyFile(db, keyFile, await openKeyFile(keyFile, false));
    const rotation = await alone(db, () => rotateMasterKey(db, keyFile, sayStep));
    await record(db, rotation);
    print({ ...rotation, keyFile });
  });
  say(`主密钥已更换。请立即备份 ${keyFile},与数据库备份分开存放。`);
  say('更换之前的数据库备份只能用更换之前的密钥文件打开:那些备份还留着的时候,旧的密钥备份也要留着。');
}

const lockNumber = 7_201_229; // whoever changes the master key holds it

/** A second one at the same time would make a second new key. The lock goes with its connection, also after a crash. */
async function alone<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      `SELECT pg_try_advisory_lock(${lockNumber}) AS mine`,
    );
    if (rows[0]?.mine !== true) throw new CommandError('另一条命令正在更换主密钥。请等它完成。');
    return await work();
  } finally {
    client.release(true);
  }
}

function sayStep(step: RotationStep, done: number, of: number): void {
  if (step === 'file-holds-both') say('密钥文件中已同时保存新旧两把主密钥。');
  if (step === 'new-in-force') say('新的主密钥已启用,正在重新包装数据密钥……');
  if (step === 'rewrapping') say(`已重新包装 ${done} / ${of} 把数据密钥。`);
  if (step === 'old-unused') say('旧的主密钥已不再需要,正从密钥文件中移除。');
}

async function record(db: Db, { generation, rewrapped, resumed }: Rotation): Promise<void> {
  await db.inTransaction(machine, (tx) =>
    recordAudit(tx, {
      actor: null,
      unitId: null,
      event: 'vault.rotated',
      ok: true,
      detail: { generation, rewrapped, resumed },
    }),
  );
}
