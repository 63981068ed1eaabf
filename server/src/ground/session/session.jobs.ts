import { machine } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import type { Params } from '../params/index.ts';
import { pruneAddresses } from './accounts.ts';
import { pruneSessions } from './sessions.ts';

export function sessionJobs(params: Params): Job[] {
  return [
    {
      name: 'session.prune',
      cron: '*/10 * * * *',
      run: async ({ db }) => {
        await db.inTransaction(machine, async (tx) => {
          await pruneSessions(tx, params);
          await pruneAddresses(tx, params.milliseconds('signin.known_address'));
        });
      },
    },
  ];
}
