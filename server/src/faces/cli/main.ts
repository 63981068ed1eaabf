import { Command } from 'commander';
import { addCheck } from './commands/check.ts';
import { addKeys } from './commands/keys.ts';
import { addServe } from './commands/serve.ts';
import { fail } from './fail.ts';

process.env.TZ ||= 'Asia/Shanghai';

const program = new Command('lanzha')
  .description('拦诈:反诈中心工作平台')
  .helpOption('-h, --help', '显示帮助');
for (const add of [addServe, addKeys, addCheck]) add(program);

await program.parseAsync().catch(fail);
