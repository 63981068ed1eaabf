import type { Job } from '../../ground/jobs/index.ts';
import { forgetLinks } from './index.ts';

export function linksJobs(): Job[] {
  return [
    {
      name: 'links.forget',
      cron: '40 18 * * *', // 02:40 in China: the quiet hours
      run: async ({ db, signal }) => {
        await forgetLinks(db, new Date(), signal);
      },
    },
  ];
}
