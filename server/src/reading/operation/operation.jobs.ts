import { machine } from '../../ground/db/index.ts';
import type { Disk } from '../../ground/disk/index.ts';
import type { Job } from '../../ground/jobs/index.ts';
import { keepSample } from './check-disk.ts';

export function operationJobs({ disk }: { disk: Disk }): Job[] {
  return [
    {
      name: 'operation.sample',
      cron: '17 * * * *',
      run: async ({ db }) => {
        await disk.refresh();
        await db.inTransaction(machine, (tx) => keepSample(tx, disk.room().free));
      },
    },
  ];
}
