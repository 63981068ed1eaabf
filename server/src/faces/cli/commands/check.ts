import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Config, readConfig } from '../../../ground/config/index.ts';
import type { Db } from '../../../ground/db/index.ts';
import { getInstallation } from '../../../ground/installation/index.ts';
import { checkKeyFile as holdAgainst, openKeyFile } from '../../../ground/vault/index.ts';
import { type DatabaseOptions, withDatabase } from '../database.ts';
import { databaseOptions } from '../options.ts';
import { print } from '../say.ts';

export function addCheck(program: Command): void {
  databaseOptions(program.command('check'))
    .description('检查配置与健康')
    .action((options: DatabaseOptions) => check(options));
}

interface Finding {
  check: string;
  ok: boolean;
  text: string;
}

/** Prints one finding a line; exit code 1 when one is bad. */
async function check(options: DatabaseOptions): Promise<void> {
  const config = readConfig({ ...options }, process.env);
  const findings = await withDatabase(options, async (db) => [
    await checkDatabase(db),
    await checkSetup(db),
    await checkKeyFile(db, config),
    await checkWeb(),
  ]);
  for (const finding of findings) print(finding);
  if (findings.some((finding) => !finding.ok)) process.exitCode = 1;
}

async function checkDatabase(db: Db): Promise<Finding> {
  const { rows } = await db.pool.query<{ version: string; durable: boolean }>(
    `SELECT current_setting('server_version') AS version,
            current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off' AS durable`,
  );
  const { version = '?', durable = false } = rows[0] ?? {};
  const text = durable
    ? `PostgreSQL ${version}`
    : `PostgreSQL ${version} 关闭了 fsync 或同步提交,断电会丢失数据`;
  return { check: 'database', ok: durable, text };
}

async function checkSetup(db: Db): Promise<Finding> {
  const { kind, county, done } = await getInstallation(db.pool);
  const text = done
    ? `${kind === 'drill' ? '演练库' : '正式库'},${county?.name ?? ''}`
    : '首次设置还没有完成';
  return { check: 'setup', ok: done, text };
}

async function checkKeyFile(db: Db, { keyFile }: Config): Promise<Finding> {
  const { rowCount } = await db.pool.query('SELECT FROM vault_key LIMIT 1');
  try {
    await holdAgainst(db, keyFile, await openKeyFile(keyFile, false), rowCount === 0);
    return { check: 'keys', ok: true, text: `密钥文件 ${keyFile} 可用,请确认另有备份` };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { check: 'keys', ok: false, text: rowCount === 0 ? `还没有密钥文件 ${keyFile}` : text };
  }
}

async function checkWeb(): Promise<Finding> {
  const page = join(import.meta.dirname, '../../../../../web/dist/index.html');
  const ok = await access(page).then(
    () => true,
    () => false,
  );
  return { check: 'web', ok, text: ok ? '界面已构建' : '界面还没有构建,请执行 npm run build' };
}
