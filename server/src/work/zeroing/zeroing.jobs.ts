import { machine } from '../../ground/db/index.ts';
import { addJob, type Job } from '../../ground/jobs/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { freezeDays } from './index.ts';

const name = 'zeroing.freeze';

export function zeroingJobs({ params }: { readonly params: Params }): Job[] {
  return [
    {
      name,
      // The hour is a parameter and may be any minute. Hours missed while nothing ran are counted by the first run.
      cron: '* * * * *',
      run: async ({ db, log, signal }) => {
        const { days, again } = await freezeDays({ db, params, now: new Date(), signal });
        if (days.length > 0) log.info({ job: name, days }, 'days of zeroing counted');
        if (again !== null)
          await db.inTransaction(machine, (tx) =>
            addJob(tx, name, null, { key: `${name}.again`, runAt: again }),
          );
      },
    },
  ];
}
