import type { Job } from '../jobs/index.ts';
import { scanWaiting } from './scan-waiting.ts';
import { sweepFiles } from './sweep.ts';
import type { FilesDeps } from './take-upload.ts';

export function filesJobs(deps: FilesDeps): Job[] {
  return [
    {
      name: 'files.scan',
      cron: '*/2 * * * *',
      run: async ({ signal }) => {
        await scanWaiting(deps, signal);
      },
    },
    {
      name: 'files.sweep',
      cron: '23 * * * *',
      run: async () => {
        await sweepFiles(deps);
      },
    },
  ];
}
