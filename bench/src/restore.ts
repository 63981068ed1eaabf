import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBackup, restoreBackup } from '@lanzha/server/ground/backup';
import { byteaArray, type Db, migrate, openDb } from '@lanzha/server/ground/db';
import { startPostgres } from '@lanzha/server/ground/postgres';

const GB = 1024 ** 3;
/** Of sealed payloads, which do not compress; `LANZHA_BENCH_GB` for a quick look. */
const size = Number(process.env.LANZHA_BENCH_GB ?? 10) * GB;
const payload = 256 * 1024;
const together = 32;

/** Backup of a running database and its restore to a new folder, against copying the same files. */
export async function run(): Promise<Record<string, number | string>> {
  const folder = await mkdtemp(join(tmpdir(), 'lanzha-bench-'));
  await chmod(folder, 0o755); // PostgreSQL's own user must reach it, else the data would lie elsewhere and stay
  const dataDir = join(folder, 'data');
  const target = join(folder, 'backups');
  const postgres = await startPostgres({ dataDir });
  const db = openDb(postgres.urls.migrator, { max: 1 });
  let stopped = false;
  try {
    await migrate(postgres.urls.migrator);
    await fill(db);
    const { superuser, migrator } = postgres.urls;
    const backup = await seconds(() => makeBackup({ superuser, migrator, dataDir, target }));
    const bytes = await sizeOf(db);
    const cluster = await folderOf(superuser);
    await db.close();
    await postgres.stop();
    stopped = true;
    const copy = await seconds(() => cp(cluster, join(folder, 'copy'), { recursive: true }));
    await rm(join(folder, 'copy'), { recursive: true });
    const restore = await seconds(() => restoreBackup({ from: target, dataDir: join(folder, 'restored') }));
    return {
      'database, GB': Math.round((bytes / GB) * 10) / 10,
      'backup while running, s': backup,
      'restore until it can be served, s': restore,
      'plain copy of the files, s': copy,
      'restore, MB/s': Math.round(bytes / restore / 1024 ** 2),
      'ratio restore/copy': Math.round((restore / copy) * 100) / 100,
    };
  } finally {
    if (!stopped) {
      await db.close();
      await postgres.stop();
    }
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(db: Db): Promise<void> {
  await db.pool.query('CREATE TABLE bench_payload (sealed bytea NOT NULL)');
  await db.pool.query('ALTER TABLE bench_payload ALTER COLUMN sealed SET STORAGE EXTERNAL');
  for (let done = 0; done < size; done += payload * together) {
    const values = Array.from({ length: together }, () => randomBytes(payload));
    await db.pool.query('INSERT INTO bench_payload SELECT unnest($1::bytea[])', [byteaArray(values)]);
  }
}

/** As root it lies elsewhere than in the data folder; only the superuser may ask where. */
async function folderOf(superuser: Parameters<typeof openDb>[0]): Promise<string> {
  const db = openDb(superuser, { max: 1 });
  try {
    const { rows } = await db.pool.query<{ folder: string }>(
      "SELECT current_setting('data_directory') AS folder",
    );
    return rows[0]!.folder;
  } finally {
    await db.close();
  }
}

async function sizeOf(db: Db): Promise<number> {
  const { rows } = await db.pool.query<{ bytes: number }>(
    'SELECT pg_database_size(current_database()) AS bytes',
  );
  return rows[0]!.bytes;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return Math.round((performance.now() - started) / 100) / 10;
}
