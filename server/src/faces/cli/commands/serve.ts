import type { Command } from 'commander';
import { type Config, type ConfigInput, readConfig } from '../../../ground/config/index.ts';
import { createLogger, describeError, type Logger } from '../../../ground/http/index.ts';
import { startPostgres, stopOnSignals } from '../../../ground/postgres/index.ts';
import { announceSetup } from '../../../ground/setup/index.ts';
import { createApp } from '../../app.ts';
import type { AppUrls } from '../../ground.ts';
import { sayPostgres, urlsOfDatabase } from '../database.ts';
import { print, say } from '../say.ts';

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
    .option('--drill', '演练')
    .option('--live', '演练持续进行')
    .action((options: ConfigInput) => serve(options));
}

async function serve(options: ConfigInput): Promise<void> {
  const config = readConfig(options, process.env);
  const logger = createLogger(config.logLevel);
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
    const app = await createApp({ urls: database.urls, config, logger });
    opened.push(app);
    say(`拦诈已启动:${app.url}${config.drill ? '(演练)' : ''}`);
    if (app.setupCode !== null) say(announceSetup(app.setupCode, app.url));
    print({ url: app.url });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** What nobody caught ends the process; the log says where, without what people typed. */
function exitOnBug(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: describeError(error) }, 'uncaught');
    process.exit(1);
  });
}

async function openDatabase(config: Config): Promise<{ urls: AppUrls; close(): Promise<void> }> {
  if (config.databaseUrl !== undefined) {
    return { urls: await urlsOfDatabase(config.databaseUrl), close: async () => undefined };
  }
  const postgres = await startPostgres({ dataDir: config.dataDir, log: sayPostgres });
  return { urls: postgres.urls, close: () => postgres.stop() };
}
