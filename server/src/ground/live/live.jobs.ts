import { machine } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { pruneOutbox } from './outbox.ts';

export function liveJobs(): Job[] {
  return [
    {
      name: 'live.prune',
      cron: '7 * * * *',
      run: async ({ db }) => {
        await db.inTransaction(machine, (tx) => pruneOutbox(tx));
      },
    },
  ];
}
