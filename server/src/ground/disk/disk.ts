import { statfs } from 'node:fs/promises';
import type { DiskState } from '@lanzha/contract';
import type { Params } from '../params/index.ts';

/** Nothing more can be kept: what was offered was not taken. */
export class DiskFull extends Error {
  override name = 'DiskFull';
  override message = '磁盘空间不足,没有接收。请清理磁盘之后再试;导入可用同一文件重来,已收下的不会重复。';
  /** As the file system says it: whoever asks has one question. */
  readonly code = 'ENOSPC';
}

/** Room on the fullest of the disks that the application writes to, bytes. */
export interface DiskRoom {
  readonly free: number;
  readonly total: number;
}

export interface Disk {
  state(): DiskState;
  /** As last measured. */
  room(): DiskRoom;
  /** Measures again now. */
  refresh(): Promise<void>;
  close(): void;
}

export interface DiskOptions {
  /** Data folder and, where it lies elsewhere, the database's. */
  readonly folders: readonly string[];
  readonly params: Params;
  readonly everyMs?: number;
}

const megabyte = 1024 * 1024;
/** Full ends only with this much more than the floor, else it would come and go with every batch. */
const margin = 1.1;

/** Watches the disks. A look costs microseconds, so it is taken often: at full load a disk loses a hundred megabytes a second. */
export async function openDisk({ folders, params, everyMs = 1_000 }: DiskOptions): Promise<Disk> {
  let room = await readRoom(folders);
  let full = false;
  const judge = () => {
    const floor = params.number('disk.floor') * megabyte;
    full = room.free < (full ? floor * margin : floor);
  };
  judge();
  const refresh = async () => {
    room = await readRoom(folders);
    judge();
  };
  const timer = setInterval(() => refresh().catch(() => undefined), everyMs).unref();
  return {
    state() {
      if (full) return 'full';
      return room.free < params.number('disk.low') * megabyte ? 'low' : 'ok';
    },
    room: () => room,
    refresh,
    close: () => clearInterval(timer),
  };
}

/** @throws the file system's error when none of the folders is there */
export async function readRoom(folders: readonly string[]): Promise<DiskRoom> {
  const looks = await Promise.allSettled(folders.map((folder) => statfs(folder)));
  const rooms = looks.flatMap((look) =>
    look.status === 'fulfilled'
      ? [{ free: look.value.bavail * look.value.bsize, total: look.value.blocks * look.value.bsize }]
      : [],
  );
  const [first, ...others] = rooms;
  if (first === undefined) throw (looks[0] as PromiseRejectedResult).reason;
  return others.reduce((least, one) => (one.free < least.free ? one : least), first);
}
