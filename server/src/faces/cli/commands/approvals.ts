import type { Command } from 'commander';
import { createEmergencyCode } from '../../../ground/approvals/index.ts';
import { machine } from '../../../ground/db/index.ts';
import { openParams } from '../../../ground/params/index.ts';
import { type DatabaseOptions, withDatabase } from '../database.ts';
import { databaseOptions } from '../options.ts';
import { print, say } from '../say.ts';

export function addApprovals(program: Command): void {
  const approvals = program.command('approvals').description('两人批准');
  databaseOptions(approvals.command('code'))
    .description('单人应急批准的一次性应急码;只在没有其他人可以批准时有用')
    .action((options: DatabaseOptions) => makeCode(options));
}

/** Whoever may run this holds the machine, and with it everything: the code shows that, and leaves a record. */
async function makeCode(options: DatabaseOptions): Promise<void> {
  await withDatabase(options, async (db) => {
    const params = await openParams(db);
    try {
      const { code, until } = await db.inTransaction(machine, (tx) => createEmergencyCode(tx, params));
      print({ code, until: until.toISOString() });
    } finally {
      params.close();
    }
  });
  say('应急码只显示这一次,用一次就失效。请在“审批”里自己的申请上输入;这次使用会单独记入审计。');
}
