import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { migrate } from '../ground/db/index.ts';
import { startPostgres } from '../ground/postgres/index.ts';
import type { TestDatabase } from './database.ts';

/**
 * A migrated database on a server of its own, for tests of live updates: what an open transaction of any database on the same
 * server holds up, a follower of the outbox waits for too. Close what is connected to it before the last test ends.
 */
export async function ownDatabase(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lanzha-own-'));
  await chmod(dataDir, 0o755); // else its server's files lie elsewhere when root tests, and stay
  const postgres = await startPostgres({ dataDir, unsafeForTests: true });
  await migrate(postgres.urls.migrator);
  afterAll(async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });
  return postgres.urls;
}
