import { machine } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { expireDue } from './expire.ts';
import type { ApprovalHandlers } from './handler.ts';
import { lockApprovals } from './rows.ts';

export function approvalJobs(handlers: ApprovalHandlers): Job[] {
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
  ];
}
