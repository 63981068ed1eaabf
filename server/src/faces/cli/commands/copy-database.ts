import { cp, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { CopyError, copyDatabase } from '../../../ground/copying/index.ts';
import { type ConnectionConfig, ensureRoles } from '../../../ground/db/index.ts';
import { attachPostgres } from '../../../ground/postgres/index.ts';
import { isEmptyFolder, sayPostgres } from '../database.ts';
import { CommandError } from '../fail.ts';
import { print, say } from '../say.ts';

interface Options {
  from?: string;
  fromUrl?: string;
  to: string;
}

export function addCopyDatabase(program: Command): void {
  program
    .command('copy-database')
    .description('把整个数据库搬到另一个空的 PostgreSQL,可跨大版本;原来的数据不动')
    .option('--from <dir>', '来源:数据目录;附件与密钥文件一起搬')
    .option('--from-url <url>', '来源:PostgreSQL 地址(15 或更高)')
    .requiredOption('--to <dir-or-url>', '目标:新的数据目录,或一个空的 PostgreSQL 的地址')
    .action((options: Options) => copy(options));
}

interface End {
  readonly owner: ConnectionConfig;
  /** Its data folder, when it has one. */
  readonly folder: string | undefined;
  leave(): Promise<void>;
}

/** stdout: `{"tables","rows","schema","jobs","fromPostgres","toPostgres"}`. */
async function copy(options: Options): Promise<void> {
  const from = await openSource(options);
  try {
    const to = await openTarget(options.to, from.folder);
    try {
      const copied = await copyDatabase({ from: from.owner, to: to.owner, progress: sayProgress() });
      if (from.folder !== undefined && to.folder !== undefined) await copyFolder(from.folder, to.folder);
      print(copied);
      say(`已搬完并核对:${copied.tables} 张表,${copied.rows} 行。原来的数据没有动,确认新的可用之前请留着。`);
      if (from.folder === undefined || to.folder === undefined) {
        say('附件和密钥文件不在数据库里:请把原数据目录里的 files 和 keys 一并拷贝过去。');
      }
    } catch (error) {
      throw error instanceof CopyError ? new CommandError(error.message) : error;
    } finally {
      await to.leave();
    }
  } finally {
    await from.leave();
  }
}

async function openSource({ from, fromUrl }: Options): Promise<End> {
  if ((from === undefined) === (fromUrl === undefined))
    throw new CommandError('请给出来源:--from 数据目录,或 --from-url 地址,两者之一。');
  if (fromUrl !== undefined) return atUrl(fromUrl);
  const folder = resolve(from!);
  if (await isEmptyFolder(folder)) throw new CommandError(`目录 ${folder} 里没有数据。请检查 --from。`);
  return atFolder(folder);
}

async function openTarget(to: string, source: string | undefined): Promise<End> {
  if (/^postgres(ql)?:\/\//.test(to)) {
    await ensureRoles({ connectionString: to });
    return atUrl(to);
  }
  const folder = resolve(to);
  if (folder === source) throw new CommandError('来源与目标是同一个目录。请给 --to 一个新的目录。');
  return atFolder(folder);
}

const atUrl = (connectionString: string): End => ({
  owner: { connectionString },
  folder: undefined,
  leave: async () => undefined,
});

async function atFolder(folder: string): Promise<End> {
  const { urls, detach } = await attachPostgres({ dataDir: folder, log: sayPostgres });
  return { owner: urls.migrator, folder, leave: detach };
}

/** Of the folder itself or of the database; the rest goes along: uploads, anchors of the audit, keys. */
const ownOfFolder = new Set(['postgres', 'lanzha-folder.json', 'lost+found']);

async function copyFolder(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    if (ownOfFolder.has(name)) continue;
    await cp(join(from, name), join(to, name), { recursive: true, preserveTimestamps: true });
  }
}

function sayProgress(): (table: string, done: number, of: number) => void {
  let said = Date.now();
  return (table, done, of) => {
    if (Date.now() - said < 2_000) return;
    said = Date.now();
    say(`已搬 ${done} / ${of} 张表(${table})`);
  };
}
