import { machine } from '../../ground/db/index.ts';
import type { Job } from '../../ground/jobs/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { backfillSearch, pruneSearches } from './index.ts';

export function searchJobs({ vault }: { vault: Vault }): Job[] {
  return [
    {
      name: 'search.prune',
      cron: '23 * * * *',
      run: ({ db }) => db.inTransaction(machine, pruneSearches),
    },
    {
      name: 'search.backfill',
      cron: '*/5 * * * *',
      run: ({ db, signal }) => backfillSearch(db, vault, signal),
    },
  ];
}
