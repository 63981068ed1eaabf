import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { pino } from 'pino';
import build from 'pino-roll';

/** Where a log goes: gathers lines and writes them a few times a second. */
export type Destination = ReturnType<typeof pino.destination>;

export interface LogFileOptions {
  /** `/var/log/lanzha.log` becomes `/var/log/lanzha.2026-11-21.1.log`, and so on. */
  readonly file: string;
  /** Older files go; none goes for any other reason, since the law says how long they stay (rules.md §10.2). */
  readonly keepDays: number;
  /** Size at which a file ends before the day does, as `100m`. */
  readonly size?: string;
}

const day = 86_400_000;
/** What may wait in memory while the disk takes nothing; later lines are dropped and counted. */
const waitingBytes = 16 * 1024 * 1024;

/**
 * A destination that begins a new file every day and at a size. A disk that takes nothing does not stop the program: it says so once
 * on stderr, and how many lines were lost when it can write again.
 * @throws the file system's error when the folder cannot be written to at the start
 */
export async function openLogFile({ file, keepDays, size = '100m' }: LogFileOptions): Promise<Destination> {
  const folder = dirname(file);
  const extension = extname(file) || '.log';
  const stem = basename(file, extname(file));
  await mkdir(folder, { recursive: true, mode: 0o750 });
  await tryToWrite(join(folder, `.${stem}.try`));
  const destination = await build({
    file: join(folder, stem),
    extension,
    frequency: 'daily',
    dateFormat: 'yyyy-MM-dd',
    size,
    mkdir: true,
    mode: 0o640,
    sync: false,
    minLength: 8_192,
    periodicFlush: 250,
    maxLength: waitingBytes,
  });
  sayTrouble(destination);
  const prune = () => dropOld(folder, stem, extension, keepDays).catch(() => undefined);
  await prune();
  const timer = setInterval(prune, day / 4).unref();
  destination.once('close', () => clearInterval(timer));
  return destination;
}

async function tryToWrite(path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stream = createWriteStream(path, { mode: 0o640 });
    stream.once('error', reject);
    stream.end(() => resolve());
  });
  await rm(path, { force: true });
}

function sayTrouble(destination: Destination): void {
  let silent = false;
  let lost = 0;
  destination.on('error', (error: NodeJS.ErrnoException) => {
    if (!silent)
      process.stderr.write(`日志写不进文件(${error.code ?? error.name}),请检查磁盘;程序继续运行。\n`);
    silent = true;
  });
  destination.on('drop', () => lost++);
  destination.on('write', () => {
    if (!silent) return;
    silent = false;
    process.stderr.write(`日志又能写进文件了;其间丢失 ${lost} 行。\n`);
    lost = 0;
  });
}

async function dropOld(folder: string, stem: string, extension: string, keepDays: number): Promise<void> {
  const oldest = Date.now() - keepDays * day;
  for (const name of await readdir(folder)) {
    const middle = name.slice(stem.length, name.length - extension.length);
    if (!name.startsWith(stem) || !name.endsWith(extension) || !/^\.\d{4}-\d\d-\d\d\.\d+$/.test(middle))
      continue;
    const path = join(folder, name);
    if ((await stat(path)).mtimeMs < oldest) await rm(path);
  }
}
