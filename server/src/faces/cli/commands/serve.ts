import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { BackupError, forgetBackups, openBackupKeeper } from '../../../ground/backup/index.ts';
import { type Config, type ConfigInput, readConfig } from '../../../ground/config/index.ts';
import { createFileLogger, createLogger, describeError, type Logger } from '../../../ground/http/index.ts';
import { type DatabaseUrls, startPostgres, stopOnSignals } from '../../../ground/postgres/index.ts';
import { announceSetup } from '../../../ground/setup/index.ts';
import { createApp } from '../../app.ts';
import { createDistrict, hasDistrict } from '../../drill.ts';
import type { AppUrls } from '../../ground.ts';
import { prepareDatabase } from '../../prepare.ts';
import { foldersOf, sayPostgres, urlsOfDatabase } from '../database.ts';
import { CommandError } from '../fail.ts';
import { print, say } from '../say.ts';
import { firstDistrict, sayProgress } from './drill.ts';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('启动服务')
    .option('--port <number>', '端口', '8080')
    .option('--host <address>', '监听地址;对外服务须有证书或反向代理', '127.0.0.1')
    .option('--data <dir>', '数据目录', './data')
    .option('--database-url <url>', '使用已有的 PostgreSQL(15 或更高),也可用环境变量 DATABASE_URL')
    .option('--tls-cert <file>', '证书文件(PEM)')
    .option('--tls-key <file>', '私钥文件(PEM)')
    .option('--behind-proxy [addresses]', '前面有反向代理;其地址或网段,逗号分隔,默认本机')
    .option('--backup-to <dir>', '每夜备份到这个目录(另一块磁盘),数据库日志随时拷贝')
    .option('--log-file <file>', '日志写进文件,每天换一个,保留 190 天;不给则写到标准错误')
    .option('--drill', '演练')
    .option('--live', '演练持续进行')
    .action((options: ConfigInput) => serve(options));
}

async function serve(options: ConfigInput): Promise<void> {
  shareProcessors();
  const config = readConfig(options, process.env);
  const logger = await openLogger(config);
  const opened: { close(): Promise<void> }[] = [];
  const closeAll = async () => {
    for (const one of opened.reverse()) await one.close();
  };
  // From the beginning: whoever stops a start that is under way leaves no database behind.
  stopOnSignals(async () => {
    say('正在停止……');
    await closeAll();
    say('已停止。');
  }, 0);
  exitOnBug(logger);
  try {
    const database = await openDatabase(config);
    opened.push(database);
    if (config.drill) await makeDistrict(database.urls, config);
    const app = await createApp({ urls: database.urls, config, logger, folders: database.folders });
    opened.push(app);
    const backups = await database.keepBackups?.(logger);
    // Closed after the application: the last of the log goes to the backups too.
    if (backups !== undefined) opened.splice(opened.indexOf(app), 0, backups);
    const address = addressFor(config, app.url);
    say(`拦诈已启动:${address}${config.drill ? '(演练)' : ''}`);
    if (app.setupCode !== null) say(announceSetup(app.setupCode, address));
    print({ url: app.url });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** On few processors the helpers of the garbage collector stand in the database's way: a tenth of the cost of a signal (bench signals). */
function shareProcessors(): void {
  if (availableParallelism() <= 4) setFlagsFromString('--no-parallel-scavenge');
}

/** Where people open it: what lies behind a proxy answers to nobody who comes past that. */
function addressFor({ proxies, tls }: Config, url: string): string {
  if (proxies === undefined || tls !== undefined) return url;
  return process.env.LANZHA_PUBLIC_URL?.replace(/\/+$/, '') || '反向代理的网址';
}

/** A drill that has no district yet gets one before it serves. */
async function makeDistrict(urls: AppUrls, config: Config): Promise<void> {
  await prepareDatabase(urls, config);
  if (await hasDistrict(urls)) return;
  const made = await createDistrict(urls, config, firstDistrict(), sayProgress());
  say(`演练区划已建好,各岗位的账户在 ${made.accounts}。`);
}

async function openLogger({ logFile, logKeep, logLevel }: Config): Promise<Logger> {
  if (logFile === undefined) return createLogger(logLevel);
  return createFileLogger({ file: logFile, keepDays: logKeep }, logLevel).catch((error: unknown) => {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new CommandError(
      `日志文件 ${logFile} 写不进去(${code})。请检查 --log-file 的目录、权限和磁盘空间。`,
    );
  });
}

/** What nobody caught ends the process; the log says where, without what people typed. */
function exitOnBug(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: describeError(error) }, 'uncaught');
    process.exit(1);
  });
}

interface Database {
  readonly urls: AppUrls;
  /** Where it lies, as far as its disk is ours to watch. */
  readonly folders: readonly string[];
  close(): Promise<void>;
  /** Only of the database that we run ourselves. */
  keepBackups?(logger: Logger): Promise<{ close(): Promise<void> } | undefined>;
}

async function openDatabase(config: Config): Promise<Database> {
  if (config.databaseUrl !== undefined) {
    if (config.backupTo !== undefined)
      say('--backup-to 只用于自带的数据库;外部 PostgreSQL 请用它自己的备份工具。');
    return { urls: await urlsOfDatabase(config.databaseUrl), folders: [], close: async () => undefined };
  }
  const { urls, stop } = await startPostgres({ dataDir: config.dataDir, log: sayPostgres });
  const folders = await foldersOf(urls);
  return { urls, folders, close: stop, keepBackups: (logger) => keepBackups(urls, config, logger) };
}

async function keepBackups({ superuser, migrator }: DatabaseUrls, config: Config, logger: Logger) {
  const { backupTo, dataDir, keyFile } = config;
  if (backupTo === undefined) {
    await forgetBackups(superuser);
    return undefined;
  }
  const keeper = openBackupKeeper({
    superuser,
    migrator,
    dataDir,
    keyFile,
    target: backupTo,
    keep: 7,
    onBackup: (backup) => logger.info({ backup }, 'backup made'),
    onError: (error) => {
      logger.error({ err: describeError(error) }, 'backup failed');
      if (error instanceof BackupError) say(error.message);
    },
  });
  return { close: () => keeper.stop() };
}
