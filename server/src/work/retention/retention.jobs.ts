import type { Db } from '../../ground/db/index.ts';
import type { Job } from '../../ground/jobs/index.ts';
import type { Params } from '../../ground/params/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { forgetWhatIsDue } from './index.ts';

export function retentionJobs({ vault, params }: { vault: Vault; params: Params }): Job[] {
  return [
    {
      name: 'retention.forget',
      cron: '10 18 * * *', // 02:10 in China: the quiet hours
      run: async ({ db, log, signal }) => {
        const done = await forgetWhatIsDue({ db, vault, params, signal, now: await earlierClock(db) });
        if (!done) log.warn({ job: 'retention.forget' }, 'the clock jumped: waiting for confirmation');
      },
    },
  ];
}

/** Of this machine's clock and the database's, the one that is behind: it destroys less. */
async function earlierClock(db: Db): Promise<Date> {
  const { rows } = await db.pool.query<{ now: Date }>('SELECT now() AS now');
  return new Date(Math.min(Date.now(), rows[0]?.now.getTime() ?? 0));
}
