import { join } from 'node:path';
import type { OperationFinding } from '@lanzha/contract';
import type { Command } from 'commander';
import { readSealState } from '../../../ground/audit/index.ts';
import { type ConfigInput, readConfig } from '../../../ground/config/index.ts';
import { type Db, machine, openDb } from '../../../ground/db/index.ts';
import { attachPostgres, PostgresLaunchError } from '../../../ground/postgres/index.ts';
import { type Machine, readFindings, readFindingsWithoutDatabase } from '../../../reading/operation/index.ts';
import { foldersOf, isEmptyFolder, refuseUnserved, urlsOfDatabase } from '../database.ts';
import { CommandError } from '../fail.ts';
import { databaseOptions } from '../options.ts';
import { print, say } from '../say.ts';

export function addCheck(program: Command): void {
  databaseOptions(program.command('check'))
    .description('检查系统,说出该做什么;给它与 serve 相同的选项')
    .option('--host <address>', '同 serve', '127.0.0.1')
    .option('--tls-cert <file>', '同 serve')
    .option('--tls-key <file>', '同 serve')
    .option('--behind-proxy [addresses]', '同 serve')
    .option('--backup-to <dir>', '同 serve;也可用环境变量 LANZHA_BACKUP_TO')
    .action((options: ConfigInput) => check(options));
}

/** stdout: one finding a line, `{"check","ok","level","text","todo"}`; exit code 1 when one is bad. */
async function check(options: ConfigInput): Promise<void> {
  const config = readConfig(options, process.env);
  const looked: Machine = {
    config,
    webRoot: join(import.meta.dirname, '../../../../../web/dist'),
    folders: [config.dataDir],
    serving: false,
    now: new Date(),
  };
  const findings = await look(looked);
  for (const { check, level, text, todo } of findings) {
    print({ check, ok: level !== 'bad', level, text: text.zh, todo: todo?.zh ?? null });
  }
  for (const { level, text, todo } of findings) {
    if (level !== 'ok' && todo !== null)
      say(`${level === 'bad' ? '须处理' : '请留意'}:${text.zh}。${todo.zh}。`);
  }
  const count = (wanted: OperationFinding['level']) =>
    findings.filter(({ level }) => level === wanted).length;
  say(`检查了 ${findings.length} 项:${count('bad')} 项须处理,${count('warn')} 项请留意。`);
  if (count('bad') > 0) process.exitCode = 1;
}

async function look(looked: Machine): Promise<OperationFinding[]> {
  const { databaseUrl, dataDir } = looked.config;
  try {
    if (databaseUrl !== undefined) {
      return await lookAt(looked, (await urlsOfDatabase(databaseUrl)).app);
    }
    if (await isEmptyFolder(dataDir)) {
      const reason = `目录 ${dataDir} 里没有数据,请检查 --data,或先执行 lanzha serve`;
      return await readFindingsWithoutDatabase(looked, reason);
    }
    const { urls, detach } = await attachPostgres({ dataDir });
    try {
      return await lookAt({ ...looked, folders: [...looked.folders, ...(await foldersOf(urls))] }, urls.app);
    } finally {
      await detach();
    }
  } catch (error) {
    return readFindingsWithoutDatabase(looked, reasonOf(error));
  }
}

async function lookAt(looked: Machine, app: Parameters<typeof openDb>[0]): Promise<OperationFinding[]> {
  const db = openDb(app, { max: 2 });
  try {
    await refuseUnserved(db);
    return await readFindings({ ...looked, db, serving: await isServing(db) });
  } finally {
    await db.close();
  }
}

/** Whoever serves seals: nobody else does. */
const isServing = (db: Db): Promise<boolean> =>
  db.inTransaction(machine, async (tx) => (await readSealState(tx)).sealing).catch(() => false);

function reasonOf(error: unknown): string {
  if (error instanceof PostgresLaunchError || error instanceof CommandError)
    return error.message.replace(/。$/, '');
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
