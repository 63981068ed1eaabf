import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createZstdDecompress } from 'node:zlib';
import type pg from 'pg';
import * as z from 'zod';
import { isThere, syncFolder } from './copies.ts';
import { BackupError, listBackups, placesIn } from './manifest.ts';
import { markIsGone } from './one-writer.ts';
import { headOf, segmentName } from './segments.ts';

/** In the folder of the backups: whose they are. Without `system` it is from a release that did not ask. */
const markOf = z.object({
  program: z.literal('lanzha'),
  format: z.literal(1),
  system: z.string().optional(),
});

/** What PostgreSQL gave this database at its birth; a restored copy keeps it. */
export async function systemOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ system: string }>(
    'SELECT system_identifier::text AS system FROM pg_control_system()',
  );
  return rows[0]!.system;
}

/**
 * Makes the folder of the backups, or takes one that was made before for the same database.
 * @param claimed it was taken before, so without its mark it is not that folder but where its disk should be
 * @throws BackupError when it is no place for them
 */
export async function claimTarget(
  { target, dataDir, claimed = false }: { target: string; dataDir: string; claimed?: boolean },
  system: string,
): Promise<void> {
  if (`${target}/`.startsWith(`${dataDir}/`)) {
    throw new BackupError(`备份目录 ${target} 在数据目录里面:磁盘一坏,两份一起丢。请指定别的磁盘上的目录。`);
  }
  // A disk may go at any moment: what was taken before is never begun anew, not even between two looks at it.
  if (!claimed) await begin(target, system);
  await refuseForeign(target, system);
}

async function begin(target: string, system: string): Promise<void> {
  const { mark, backups } = placesIn(target);
  await mkdir(target, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      throw new BackupError(`目录 ${dirname(target)} 不存在:备份磁盘可能没有接上。`);
    if (error.code !== 'EEXIST') throw error;
  });
  if (!(await isThere(mark))) {
    if ((await readdir(target)).some((name) => !['lost+found', '.gitkeep'].includes(name)))
      throw new BackupError(`目录 ${target} 里有别的文件。请指定一个空目录,或以前的备份目录。`);
    await writeMark(target, system);
  }
  await mkdir(backups, { recursive: true, mode: 0o700 });
}

/** What the disk of the backups said, as a sentence. @returns the error itself when it speaks of something else */
export function explained(error: unknown, target: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') {
    return new BackupError(`备份磁盘满了:${target} 写不下。请清理磁盘或换更大的磁盘;已完成的备份不受影响。`, {
      cause: error,
    });
  }
  const { path = target } = error as NodeJS.ErrnoException;
  if (['EROFS', 'EACCES', 'EPERM'].includes(code) && `${path}/`.startsWith(`${target}/`)) {
    return new BackupError(`备份目录 ${target} 不能写。请检查目录的权限,以及磁盘是不是只读。`, {
      cause: error,
    });
  }
  return error;
}

/**
 * Log segments of two databases have the same names, so in one folder they would pass for each other.
 * @throws BackupError when the folder holds backups or log of another database
 */
export async function refuseForeign(target: string, system: string): Promise<void> {
  const { mark } = placesIn(target);
  const read = await readMark(mark);
  if (read.system === system) return;
  const others = read.system === undefined ? await ownersWithin(target) : new Set([read.system]);
  others.delete(system);
  const [other] = others;
  if (other !== undefined) {
    throw new BackupError(
      `备份目录 ${target} 里是另一个数据库的备份(标识 ${other},现在的是 ${system}),混在一起就都恢复不了。请另指定一个空目录;原来的目录请留着,恢复那个数据库要靠它。`,
    );
  }
  await writeMark(target, system);
}

async function readMark(mark: string): Promise<z.infer<typeof markOf>> {
  try {
    return markOf.parse(JSON.parse(await readFile(mark, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw markIsGone();
    throw new BackupError(`备份目录的标记 ${mark} 读不出来或已损坏。请另指定一个空目录,原来的目录请留着。`, {
      cause: error,
    });
  }
}

async function writeMark(target: string, system: string): Promise<void> {
  const { mark } = placesIn(target);
  const file = await open(`${mark}.part`, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ program: 'lanzha', format: 1, system })}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${mark}.part`, mark);
  await syncFolder(target);
}

/** Whose backups and log lie in a folder whose mark does not say so. */
async function ownersWithin(target: string): Promise<Set<string>> {
  const owners = new Set((await listBackups(target)).map(({ manifest }) => manifest.system));
  const { segments } = placesIn(target);
  for (const name of await readdir(segments).catch(() => [])) {
    const [segment, packed] = [name.slice(0, -4), name.endsWith('.zst')];
    if (packed && segmentName.test(segment)) owners.add((await packedHeadOf(join(segments, name))).system);
  }
  return owners;
}

async function packedHeadOf(path: string): Promise<{ system: string }> {
  const stream = createReadStream(path).pipe(createZstdDecompress());
  try {
    for await (const chunk of stream) return headOf(chunk as Buffer);
  } finally {
    stream.destroy();
  }
  throw new BackupError(`备份中的 ${path} 缺失或已损坏。请另指定一个空目录。`);
}
