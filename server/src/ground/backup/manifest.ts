import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const file = z.object({
  /** Below the folder it was taken from; with `/`. */
  path: z.string().regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$)).+$/),
  bytes: z.number().int().nonnegative(),
  /** Of the plain content, in hex. */
  sha256: z.string().length(64),
});

const manifest = z.object({
  format: z.literal(1),
  /** Major version of PostgreSQL. */
  postgres: z.string(),
  /** Last migration that had run. */
  schema: z.number().int(),
  system: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** First and last log segment that this backup cannot do without. */
  firstSegment: z.string().regex(/^[0-9A-F]{24}$/),
  lastSegment: z.string().regex(/^[0-9A-F]{24}$/),
  label: z.string(),
  tablespaces: z.string(),
  folders: z.array(z.string()),
  cluster: z.array(file),
  /** Sealed uploads, anchors of the audit chain and what else lies in the data folder, without keys. */
  others: z.array(file),
});

export type CopiedFile = z.infer<typeof file>;
/** What one backup holds. It is written last: a folder without one is an attempt that did not end. */
export type Manifest = z.infer<typeof manifest>;

export const manifestName = 'manifest.json';

/** A sentence for the person at the console: what is wrong with the backup, and what to do. */
export class BackupError extends Error {
  override name = 'BackupError';
}

/** Where everything lies in the folder that backups go to. */
export const placesIn = (folder: string) => ({
  mark: join(folder, 'lanzha-backup.json'),
  writer: join(folder, 'writer.json'),
  backups: join(folder, 'backups'),
  segments: join(folder, 'log'),
  contents: join(folder, 'contents'),
  uploads: join(folder, 'uploads'),
});

export interface Backup {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Complete backups, oldest first. @throws BackupError when one says what it cannot be */
export async function listBackups(folder: string): Promise<Backup[]> {
  const { backups } = placesIn(folder);
  const names = (await readdir(backups).catch(() => [])).filter((name) => /^\d{8}T\d{6}Z$/.test(name)).sort();
  const found = await Promise.all(names.map((name) => readBackup(join(backups, name), name)));
  return found.filter((backup) => backup !== undefined);
}

async function readBackup(folder: string, name: string): Promise<Backup | undefined> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return { name, folder, manifest: manifest.parse(JSON.parse(text)) };
  } catch (error) {
    throw new BackupError(`备份 ${name} 的清单已损坏,不能使用。请换用另一个备份。`, { cause: error });
  }
}
