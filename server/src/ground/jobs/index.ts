export { installJobs } from './install.ts';
export { addJob, type Job, type JobContext } from './job.ts';
export { countJobs, jobExists, listJobs, listSchedule, retryJob } from './queue.ts';
export { type JobsOptions, type RunningJobs, runJobs } from './run.ts';
