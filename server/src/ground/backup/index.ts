export { copyKeys, makeBackup } from './base-backup.ts';
export { forgetBackups, openBackupKeeper } from './keeper.ts';
export { BackupError, listBackups } from './manifest.ts';
export { restoreBackup } from './restore.ts';
export { localTime } from './restore-log.ts';
