import { machine } from '../../ground/db/index.ts';
import type { Job } from '../../ground/jobs/index.ts';
import { pruneViews } from './index.ts';

export function viewsJobs(): Job[] {
  return [
    { name: 'views.prune', cron: '41 18 * * *', run: ({ db }) => db.inTransaction(machine, pruneViews) },
  ];
}
