import { machine } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import type { Vault } from '../vault/index.ts';
import { expireDue } from './expire.ts';
import type { ApprovalHandlers } from './handler.ts';
import { lockApprovals } from './rows.ts';
import { sealOldWords } from './words.ts';

export function approvalJobs({ handlers, vault }: { handlers: ApprovalHandlers; vault: Vault }): Job[] {
  return [
    {
      name: 'approvals.expire',
      cron: '*/5 * * * *',
      run: async ({ db }) => {
        await db.inTransaction(machine, async (tx) => {
          await lockApprovals(tx);
          await expireDue(tx, handlers, new Date());
        });
      },
    },
    {
      name: 'approvals.seal',
      cron: '*/5 * * * *',
      run: ({ db, signal }) => sealOldWords(db, vault, signal),
    },
  ];
}
