import type { Job } from '../jobs/index.ts';
import type { Vault } from '../vault/index.ts';
import { sealOldWithdrawals } from './withdrawal-words.ts';

export function paramsJobs({ vault }: { vault: Vault }): Job[] {
  return [
    {
      name: 'params.seal',
      cron: '*/5 * * * *',
      run: ({ db }) => sealOldWithdrawals(db, vault),
    },
  ];
}
