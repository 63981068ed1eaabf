import type { Command } from 'commander';

/** Every command that touches the database takes these two. */
export function databaseOptions(command: Command): Command {
  return command
    .option('--data <dir>', '数据目录', './data')
    .option('--database-url <url>', '使用已有的 PostgreSQL,也可用环境变量 DATABASE_URL');
}
