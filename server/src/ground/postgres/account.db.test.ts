import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { firstClosedFolder, isRoot, unprivilegedIds } from './account.ts';
import { attachPostgres, type PostgresEvent, startPostgres } from './index.ts';
import { ask, giveFolder, gone, makeTestFolder, runOther } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

const nobody = await unprivilegedIds();
const canRunAsNobody =
  isRoot() &&
  (await firstClosedFolder(process.execPath, nobody)) === undefined &&
  (await firstClosedFolder(import.meta.dirname, nobody)) === undefined;

let folder: ReturnType<typeof makeTestFolder>;
let dataDir: string;
let events: PostgresEvent[];
const options = () => ({
  dataDir,
  unsafeForTests: true,
  log: (event: PostgresEvent) => void events.push(event),
  places: { shelter: join(folder.path, 'shelter'), programCache: join(folder.path, 'cache') },
});

beforeEach(() => {
  folder = makeTestFolder();
  dataDir = join(folder.path, 'data');
  events = [];
});
afterEach(() => folder.remove());

describe.skipIf(!isRoot())('as root', () => {
  test('PostgreSQL runs as another user, without our environment', async () => {
    process.env.LANZHA_TEST_KEY = 'key material';
    const server = await startPostgres(options());
    try {
      const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
      expect(status).toMatch(new RegExp(`^Uid:\\s+${nobody.uid}\\s+${nobody.uid}`, 'm'));
      expect(status).toMatch(/^Groups:\s*$/m);
      expect(readFileSync(`/proc/${server.pid}/environ`, 'utf8')).not.toContain('key material');
      const home = join(dataDir, 'postgres');
      expect(statSync(join(home, 'cluster'))).toMatchObject({ uid: nobody.uid, mode: 0o40700 });
      expect(statSync(join(home, 'secrets.json'))).toMatchObject({ uid: 0, mode: 0o100600 });
      expect(statSync(dataDir)).toMatchObject({ uid: 0, mode: 0o40711 });
    } finally {
      delete process.env.LANZHA_TEST_KEY;
      await server.stop();
    }
  });

  test('the database of a folder that PostgreSQL cannot reach lies elsewhere, and is found again', async () => {
    chmodSync(folder.path, 0o700);
    const shelter = makeTestFolder();
    const closed = { ...options(), places: { ...options().places, shelter: shelter.path } };
    try {
      const first = await startPostgres(closed);
      await ask(first.urls.migrator, 'CREATE TABLE kept AS SELECT 42 AS value');
      await first.stop();
      expect(events[0]).toMatchObject({ kind: 'sheltered', dataDir });
      expect(readdirSync(dataDir).sort()).toEqual(['lanzha-folder.json', 'postgres.location.json']);

      const second = await startPostgres(closed);
      expect(await ask(second.urls.migrator, 'SELECT value FROM kept')).toEqual([42]);
      await expect(startPostgres(closed)).rejects.toMatchObject({ code: 'owned-by-other' });
      await second.stop();

      rmSync(dataDir, { recursive: true });
      events = [];
      const anew = await startPostgres(closed);
      expect(await ask(anew.urls.migrator, `SELECT to_regclass('kept')`)).toEqual([null]);
      await anew.stop();
      expect(events[0]).toMatchObject({ kind: 'abandoned-found', dataDir });

      shelter.remove();
      await expect(startPostgres(closed)).rejects.toMatchObject({ code: 'folder-unusable' });
    } finally {
      shelter.remove();
    }
  });

  test('a folder closed later is refused with the command that opens it', async () => {
    mkdirSync(join(dataDir, '..', 'parent'));
    dataDir = join(folder.path, 'parent', 'data');
    await (await startPostgres(options())).stop();
    chmodSync(join(folder.path, 'parent'), 0o700);
    await expect(startPostgres(options())).rejects.toMatchObject({
      code: 'folder-unusable',
      message: expect.stringContaining(`chmod o+x ${join(folder.path, 'parent')}`),
    });
  });
});

describe.skipIf(!canRunAsNobody)('as an ordinary user', () => {
  test('everything lies below the data folder and is private; root attaches without spoiling it', async () => {
    mkdirSync(dataDir);
    giveFolder(dataDir, nobody);
    const owner = runOther('owner', dataDir, nobody);
    const { pid } = await owner.said('ready');
    await owner.said('up');

    const attached = await attachPostgres(options());
    expect(await ask(attached.urls.app, 'SELECT 1')).toEqual([1]);
    await attached.detach();
    await owner.end('SIGTERM');
    await gone(pid);
    const paths = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
    for (const path of paths) expect(statSync(join(dataDir, path)).uid, path).toBe(nobody.uid);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);

    const again = await startPostgres(options());
    await again.stop();
    const last = runOther('owner', dataDir, nobody);
    await last.said('up');
    await last.end('SIGTERM');
  });

  test('a folder of root is refused', async () => {
    await (await startPostgres(options())).stop();
    const owner = runOther('owner', dataDir, nobody);
    expect(await owner.said('failed')).toMatchObject({ code: 'folder-unusable' });
  });
});
