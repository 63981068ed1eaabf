import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Backup, BackupError, placesIn } from './manifest.ts';

/** As clocks on the wall show it where the command runs. */
export const localTime = (at: Date): string => at.toLocaleString('sv-SE');

/** The next full second: whoever types it must not come out before `at`. */
const roundedUp = (at: Date) => new Date(Math.ceil(at.getTime() / 1000) * 1000);

/** Names of log segments in the folder of the backups, without `.zst`, from `first` on, of whatever timeline. */
export async function segmentsFrom(from: string, first: string): Promise<string[]> {
  const names = await readdir(placesIn(from).segments).catch(() => []);
  return names
    .filter((name) => /^[0-9A-F]{24}\.zst$/.test(name))
    .map((name) => name.slice(0, 24))
    .filter((name) => name.slice(8) >= first.slice(8));
}

/**
 * The newest complete backup before the moment, or of all.
 * @throws BackupError when there is none, saying what can be reached
 */
export async function chooseBackup(
  from: string,
  backups: readonly Backup[],
  at: Date | undefined,
): Promise<Backup> {
  const last = backups
    .filter(({ manifest }) => at === undefined || new Date(manifest.finishedAt) <= at)
    .at(-1);
  if (last !== undefined) return last;
  const first = backups[0];
  if (first === undefined || at === undefined) throw new BackupError('这个目录里没有完整的备份。');
  const earliest = localTime(roundedUp(new Date(first.manifest.finishedAt)));
  throw new BackupError(
    `最早的备份完成于 ${earliest},恢复不到更早的 ${localTime(at)};日志${await reach(from)}。请把 --at 改晚,或用另一份备份。`,
  );
}

export async function beyondTheLog(from: string, at: Date, cause: unknown): Promise<BackupError> {
  return new BackupError(
    `恢复不到 ${localTime(at)}:备份的日志没有到那个时刻,${await reach(from)}。请把 --at 改早,或不写 --at,恢复到日志的末尾。`,
    { cause },
  );
}

/** The time of the newest segment's file: it was copied within minutes of its last record. */
async function reach(from: string): Promise<string> {
  const { segments } = placesIn(from);
  const names = (await readdir(segments).catch(() => [])).filter((name) => /^[0-9A-F]{24}\.zst$/.test(name));
  const times = await Promise.all(names.map((name) => stat(join(segments, name)).catch(() => undefined)));
  const newest = Math.max(...times.map((found) => found?.mtimeMs ?? 0), 0);
  return newest === 0 ? '里什么也没有' : `约到 ${localTime(new Date(newest))}`;
}

/**
 * Whether the moment may lie on another line than the one that came back: somebody restored from these backups before, went on in the
 * same folder, and the log of before goes on beside it. What is followed is always the newest line; until it began it has nothing to tell.
 * @param cluster the restored one: its own line says which it came from
 */
export async function liesOnOtherLine(
  from: string,
  backup: Backup,
  at: Date,
  cluster: string,
): Promise<boolean> {
  const { segments } = placesIn(from);
  const names = await segmentsFrom(from, backup.manifest.firstSegment);
  const newest = names
    .map((name) => name.slice(0, 8))
    .sort()
    .at(-1);
  if (newest === undefined) return false;
  const began = await stat(join(segments, `${newest}.history.zst`)).catch(() => undefined);
  if (began === undefined || at >= began.mtime) return false;
  const lines = await readLines(cluster);
  const here = lines.findIndex(({ line }) => line === newest);
  const parent = lines[here - 1];
  if (parent === undefined) return false; // stopped before the lines part
  if (parent.omits !== undefined) return at >= parent.omits;
  return names.some((name) => name.slice(0, 8) === parent.line && name.slice(8) > parent.left);
}

interface Line {
  /** Eight hex digits, as names of segments begin. */
  readonly line: string;
  /** The segment in which it was left, without the line. */
  readonly left: string;
  /** When the first thing happened that was left out, where a moment had been asked for. */
  readonly omits: Date | undefined;
}

/** The lines that the restored cluster came along, oldest first (PostgreSQL writes them down when it begins its own). */
async function readLines(cluster: string): Promise<Line[]> {
  const folder = join(cluster, 'pg_wal');
  const own = (await readdir(folder))
    .filter((name) => /^[0-9A-F]{8}\.history$/.test(name))
    .sort()
    .at(-1);
  const text = own === undefined ? '' : await readFile(join(folder, own), 'utf8');
  return [...text.matchAll(/^(\d+)\t([0-9A-F]+)\/([0-9A-F]+)\t(?:before (\S+) (\S+)\+00)?/gm)].map(
    ([, line, high = '', low = '', day, time]) => ({
      line: Number(line).toString(16).toUpperCase().padStart(8, '0'),
      left: `${high.padStart(8, '0')}${low.padStart(8, '0').slice(0, 2).padStart(8, '0')}`,
      omits: day === undefined ? undefined : new Date(`${day}T${time}Z`),
    }),
  );
}
