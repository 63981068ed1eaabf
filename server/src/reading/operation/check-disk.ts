import type { OperationFinding } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { readRoom } from '../../ground/disk/index.ts';
import { bad, daysBetween, fine, gigabytes, type Looked, type Said, warn } from './finding.ts';

const megabyte = 1024 * 1024;

export async function checkDisk(tx: Tx, { folders, now }: Looked): Promise<OperationFinding> {
  const { free, total } = await readRoom(folders);
  const { low, floor } = await bounds(tx);
  const left = daysLeft(await readSamples(tx), free, now);
  const text: Said = [
    `磁盘剩余 ${gigabytes(free)} GB，共 ${gigabytes(total)} GB${left === null ? '' : `;照这几天的速度还够 ${left} 天`}`,
    `${gigabytes(free)} GB of ${gigabytes(total)} GB free${left === null ? '' : `; at the pace of these days enough for ${left} days`}`,
  ];
  if (free < floor) {
    return bad('disk', text, [
      '已停止接收新线索和附件。请立即清理磁盘或换更大的磁盘，见 docs/operation.md“磁盘满了”；有了空间会自动恢复',
      'No new signals and files are taken in. Make room now or use a larger disk, see docs/operation.md; it recovers by itself',
    ]);
  }
  if (free < low || (left !== null && left < 14)) {
    return warn('disk', text, [
      '请在磁盘写满之前清理或扩容，见 docs/operation.md“磁盘满了”',
      'Make room or use a larger disk before it is full, see docs/operation.md',
    ]);
  }
  return fine('disk', text);
}

async function bounds(tx: Tx): Promise<{ low: number; floor: number }> {
  const { rows } = await tx.query<{ code: string; value: string }>(
    `SELECT code, value FROM rule_param
     WHERE code IN ('disk.low', 'disk.floor') AND effective_from <= now() AND now() < effective_to`,
  );
  const of = (code: string) => Number(rows.find((row) => row.code === code)?.value ?? 0) * megabyte;
  return { low: of('disk.low'), floor: of('disk.floor') };
}

interface Sample {
  readonly at: Date;
  readonly free: number;
}

async function readSamples(tx: Tx): Promise<Sample[]> {
  const { rows } = await tx.query<Sample>(
    "SELECT at, free_bytes AS free FROM disk_sample WHERE at > now() - interval '7 days' ORDER BY at",
  );
  return rows;
}

/** Whole days until nothing is free, by the last week; null when it is too early to say, or nothing is being filled. */
export function daysLeft(samples: readonly Sample[], free: number, now: Date): number | null {
  const first = samples[0];
  if (first === undefined) return null;
  const days = daysBetween(first.at, now);
  const used = first.free - free;
  if (days < 1 || used <= 0) return null;
  return Math.min(9_999, Math.floor(free / (used / days)));
}

const keptDays = 60;

/** One look, for the pace; old ones go. */
export async function keepSample(tx: Tx, free: number): Promise<void> {
  await tx.query(
    `INSERT INTO disk_sample (at, free_bytes, database_bytes)
     VALUES (date_trunc('milliseconds', clock_timestamp()), $1, pg_database_size(current_database())) ON CONFLICT DO NOTHING`,
    [free],
  );
  await tx.query('DELETE FROM disk_sample WHERE at < now() - make_interval(days => $1)', [keptDays]);
}
