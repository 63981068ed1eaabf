import type { Command } from 'commander';
import { type Config, type ConfigInput, readConfig } from '../../../ground/config/index.ts';
import { createLogger } from '../../../ground/http/index.ts';
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
  const database = await openDatabase(config);
  try {
    const app = await createApp({ urls: database.urls, config, logger: createLogger(config.logLevel) });
    stopOnSignals(async () => {
      say('正在停止……');
      await app.close();
      await database.close();
      say('已停止。');
    }, 0);
    say(`拦诈已启动:${app.url}${config.drill ? '(演练)' : ''}`);
    if (app.setupCode !== null) say(announceSetup(app.setupCode, app.url));
    print({ url: app.url });
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openDatabase(config: Config): Promise<{ urls: AppUrls; close(): Promise<void> }> {
  if (config.databaseUrl !== undefined) {
    return { urls: await urlsOfDatabase(config.databaseUrl), close: async () => undefined };
  }
  const postgres = await startPostgres({ dataDir: config.dataDir, log: sayPostgres });
  return { urls: postgres.urls, close: () => postgres.stop() };
}
