import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../ground/db/index.ts';
import { installJobs } from '../ground/jobs/index.ts';
import { type DatabaseUrls, startPostgres } from '../ground/postgres/index.ts';
import { createFor, templateName } from './clone.ts';
import { takeScratch } from './scratch.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** One PostgreSQL for all test files of the run; `lanzha` in it stays empty. */
    postgres: DatabaseUrls;
  }
}

/** Global set-up of the project `server`: one real PostgreSQL, migrated once into a database that test files clone. */
export default async function startForTests(project: TestProject): Promise<() => Promise<void>> {
  const removeScratch = await takeScratch();
  const dataDir = await mkdtemp(join(tmpdir(), 'lanzha-test-'));
  await chmod(dataDir, 0o755); // else its server's files lie elsewhere when root tests, and stay
  const postgres = await startPostgres({ dataDir, unsafeForTests: true });
  const stop = async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    removeScratch();
  };
  try {
    await createTemplate(postgres.urls);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('postgres', postgres.urls);
  return stop;
}

async function createTemplate(urls: DatabaseUrls): Promise<void> {
  const client = new pg.Client(urls.superuser);
  await client.connect();
  try {
    await createFor(client, templateName, urls);
    await migrate({ ...urls.migrator, database: templateName });
    await installJobs({ ...urls.migrator, database: templateName });
  } finally {
    await client.end();
  }
}
