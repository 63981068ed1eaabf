import { machine } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { deliverDue } from './deliver.ts';
import type { Outgoing } from './outgoing.ts';
import { planDeliveries } from './plan.ts';

export function notifyJobs({ outgoing }: { outgoing: Outgoing }): Job[] {
  return [
    {
      name: 'notify.plan',
      run: ({ db }, payload) =>
        db.inTransaction(machine, (tx) =>
          planDeliveries(tx, payload, outgoing.mailer !== undefined, new Date()),
        ),
    },
    {
      name: 'notify.deliver',
      cron: '* * * * *', // a net below the jobs that are added with each delivery
      run: async ({ db, signal }) => {
        await deliverDue(db, outgoing, signal);
      },
    },
  ];
}
