export { claimDataFolder, type DataFolder } from './data-folder.ts';
export { type LaunchProblem, PostgresLaunchError } from './errors.ts';
export { describeEvent, type PostgresEvent, type PostgresLog } from './events.ts';
export { placeRestoredCluster } from './restored-cluster.ts';
export type { Places } from './shelter.ts';
export { stopOnSignals } from './signals.ts';
export {
  type AttachedPostgres,
  attachPostgres,
  type OwnedPostgres,
  type PostgresOptions,
  startPostgres,
} from './start.ts';
export type { ConnectionConfig, DatabaseUrls } from './urls.ts';
