export { type Disk, DiskFull, type DiskRoom, openDisk, readRoom } from './disk.ts';
